package activate.standalone.store;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.part.Fault;
import activate.embedded.part.JsonApi;
import activate.embedded.part.PartFailure;
import activate.embedded.vault.VaultProbe;
import activate.standalone.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In a real Vault: the engines that the platform uses, a policy for each service, and a token with
 * that policy. The tokens are kept in the home and renewed while the platform runs; they end 32
 * days after the last renewal.
 */
final class VaultIdentities extends OutsidePart {

    private static final Logger LOG = LoggerFactory.getLogger(VaultIdentities.class);
    private static final String TOKEN = "ACTIVATE_VAULT_TOKEN";
    private static final Duration RENEWAL = Duration.ofHours(24);
    private static final String SELF = "auth/token/lookup-self";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final JsonApi api = new JsonApi(Duration.ofSeconds(3));
    private final InstantSource clock;
    private final Optional<String> administrator;
    private final VaultProbe probe;
    private volatile @Nullable Instant renewedAt;

    VaultIdentities(URI url, Settings settings, InstantSource clock) {
        super(Store.VAULT, url, settings, TOKEN);
        this.clock = clock;
        this.administrator = settings.value(TOKEN);
        this.probe = new VaultProbe(() -> url, administrator::orElseThrow, installation());
        if (administrator.isEmpty() && !logins.areGiven()) {
            throw new IllegalArgumentException(
                    TOKEN + ": missing (expected with ACTIVATE_VAULT_URL)");
        }
    }

    @Override
    Map<String, String> variables(ServiceGrants grants) {
        return variables(url.toString(), token(grants));
    }

    /** As a service is told. */
    static Map<String, String> variables(String url, String token) {
        return Map.of("QUARKUS_VAULT_URL", url, "QUARKUS_VAULT_AUTHENTICATION_CLIENT_TOKEN", token);
    }

    /** What a service shows; made by {@link #ensure}. */
    private String token(ServiceGrants grants) {
        if (logins.isShared()) {
            return administrator.orElseThrow();
        }
        return logins.given(grants)
                .or(() -> home.kept(secret(grants)))
                .orElseThrow(
                        () -> new PartFailure("vault: " + grants.name() + " has no token yet"));
    }

    /**
     * Why Vault is of no use now: with an administrator's token a secret is written and read, else
     * a service's token must be known. Renews the tokens on the way, once a day.
     */
    @Override
    Optional<Fault> trouble() {
        Optional<Fault> fault =
                administrator.isPresent() ? probe.fault(renewedAt != null) : unknownToken();
        Instant last = renewedAt;
        if (fault.isEmpty() && last != null && last.plus(RENEWAL).isBefore(clock.instant())) {
            try {
                renew();
            } catch (IOException e) {
                return Optional.of(Fault.of("the tokens could not be renewed", e));
            }
        }
        return fault;
    }

    private Optional<Fault> unknownToken() {
        try {
            String token = token(logins.users().getFirst());
            return send("GET", SELF, token, Map.of()).isDone()
                    ? Optional.empty()
                    : Optional.of(Fault.of("sealed, or the token of a service is not known"));
        } catch (IOException e) {
            return Optional.of(Fault.of("vault does not answer", e));
        }
    }

    @Override
    void ensure() {
        try {
            if (administrator.isPresent()) {
                mount();
            }
            if (logins.areOurs()) {
                for (ServiceGrants grants : logins.users()) {
                    ensureToken(grants);
                }
            }
            renew();
        } catch (IOException e) {
            throw new PartFailure("vault does not answer: " + e.getMessage(), e);
        }
    }

    private void ensureToken(ServiceGrants grants) throws IOException {
        String policy = "activate-" + grants.name();
        demand(
                "write the policy " + policy,
                send("PUT", "sys/policies/acl/" + policy, Map.of("policy", grants.policy().hcl())));
        Optional<String> kept = home.kept(secret(grants));
        if (kept.isPresent() && isFor(policy, kept.get())) {
            return;
        }
        Map<String, Object> wanted =
                Map.of(
                        "policies",
                        List.of(policy),
                        "period",
                        "768h",
                        "display_name",
                        policy,
                        "renewable",
                        true);
        // An orphan outlives the administrator's token; not everybody may make one.
        JsonApi.Answer made = send("POST", "auth/token/create-orphan", wanted);
        if (made.status() == FORBIDDEN) {
            made = send("POST", "auth/token/create", wanted);
        }
        demand("make a token with the policy " + policy, made);
        home.keep(secret(grants), made.json().at("/auth/client_token").asText());
    }

    /** One that somebody revoked, or gave other policies, is replaced. */
    private boolean isFor(String policy, String token) throws IOException {
        JsonApi.Answer answer = send("GET", SELF, token, Map.of());
        List<String> policies =
                answer.json().at("/data/policies").valueStream().map(JsonNode::asText).toList();
        return answer.isDone()
                && policies.contains(policy)
                && Set.of(policy, "default").containsAll(policies);
    }

    private void renew() throws IOException {
        for (ServiceGrants grants : logins.isShared() ? List.<ServiceGrants>of() : logins.users()) {
            Optional<String> kept = home.kept(secret(grants));
            if (kept.isEmpty() || logins.given(grants).isPresent()) {
                continue;
            }
            JsonApi.Answer answer = send("POST", "auth/token/renew-self", kept.get(), Map.of());
            if (!answer.isDone()) {
                LOG.warn(
                        "vault token not renewed: service={} status={}",
                        grants.name(),
                        answer.status());
            }
        }
        renewedAt = clock.instant();
    }

    private void mount() throws IOException {
        // A token without the right to mount is fine as long as the engine answers.
        Map<String, ?> engine = Map.of("type", "kv", "options", Map.of("version", "2"));
        send("POST", "sys/mounts/secret", engine);
        JsonApi.Answer answer = send("GET", "secret/config", Map.of());
        if (!answer.isDone() && answer.status() != NOT_FOUND) {
            throw new PartFailure(
                    "vault: secret/ cannot be used with %s (status %d)"
                            .formatted(TOKEN, answer.status()));
        }
    }

    /** As the administrator. */
    private JsonApi.Answer send(String method, String path, Map<String, ?> body)
            throws IOException {
        return send(method, path, administrator.orElseThrow(), body);
    }

    private JsonApi.Answer send(String method, String path, String token, Map<String, ?> body)
            throws IOException {
        return api.send(method, url.resolve("/v1/" + path), Map.of("X-Vault-Token", token), body);
    }

    private void demand(String what, JsonApi.Answer answer) {
        if (!answer.isDone()) {
            throw new PartFailure(
                    "vault: %s may not %s (status %d): take an administrator's, %s"
                            .formatted(TOKEN, what, answer.status(), logins.remedy()));
        }
    }

    private static String secret(ServiceGrants grants) {
        return "vault-outside-" + grants.name();
    }
}
