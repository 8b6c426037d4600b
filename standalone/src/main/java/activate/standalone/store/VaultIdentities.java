package activate.standalone.store;

import activate.embedded.grant.ServiceGrants;
import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import activate.embedded.vault.VaultProbe;
import activate.standalone.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In a real Vault: the engines that the platform uses, a policy for each service, and a token with
 * that policy. The tokens are kept in the home and renewed while the platform runs; they end 32
 * days after the last renewal.
 */
final class VaultIdentities {

    private static final Logger LOG = LoggerFactory.getLogger(VaultIdentities.class);
    private static final String PERIOD = "768h";
    private static final Duration RENEWAL = Duration.ofHours(24);
    private static final String SELF = "/v1/auth/token/lookup-self";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HttpApi api;
    private final Logins logins;
    private final Home home;
    private final InstantSource clock;
    private final Optional<String> administrator;
    private final VaultProbe probe;
    private volatile @Nullable Instant renewedAt;

    /**
     * @param id of this installation: several may use one Vault
     */
    public VaultIdentities(URI url, Settings settings, String id, InstantSource clock) {
        this.api = new HttpApi(url, "X-Vault-Token");
        this.logins = new Logins(settings, Store.VAULT, "ACTIVATE_VAULT_TOKEN");
        this.home = settings.home();
        this.clock = clock;
        this.administrator = settings.value("ACTIVATE_VAULT_TOKEN");
        this.probe = new VaultProbe(() -> url, administrator::orElseThrow, id);
        if (administrator.isEmpty() && !logins.areGiven(ServiceGrants.all())) {
            throw new IllegalArgumentException(
                    "ACTIVATE_VAULT_TOKEN: missing (expected with ACTIVATE_VAULT_URL)");
        }
    }

    /** As a service is told. */
    static Map<String, String> variables(String url, String token) {
        return Map.of("QUARKUS_VAULT_URL", url, "QUARKUS_VAULT_AUTHENTICATION_CLIENT_TOKEN", token);
    }

    /** What a service shows; made by {@link #ensure}. */
    public String token(ServiceGrants grants) {
        if (logins.isShared()) {
            return administrator.orElseThrow();
        }
        return logins.given(grants)
                .or(() -> kept(grants))
                .orElseThrow(
                        () -> new PartFailure("vault: " + grants.name() + " has no token yet"));
    }

    /**
     * Why Vault is of no use now: with an administrator's token a secret is written and read, else
     * a service's token must be known. Renews the tokens on the way, once a day.
     */
    public Optional<Fault> fault() {
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
            String token = token(ServiceGrants.all().getFirst());
            return api.send("GET", SELF, token, Map.of()).isDone()
                    ? Optional.empty()
                    : Optional.of(Fault.of("sealed, or the token of a service is not known"));
        } catch (IOException e) {
            return Optional.of(Fault.of("vault does not answer", e));
        }
    }

    /** Harmless when all is there. */
    public void ensure() {
        try {
            if (administrator.isPresent()) {
                mount();
            }
            if (!logins.isShared() && !logins.areGiven(ServiceGrants.all())) {
                for (ServiceGrants grants : ServiceGrants.all()) {
                    ensureToken(grants);
                }
            }
            renew();
        } catch (IOException e) {
            throw new PartFailure("vault does not answer: " + e.getMessage(), e);
        }
    }

    private void ensureToken(ServiceGrants grants) throws IOException {
        String policy = policy(grants);
        demand(
                "write the policy " + policy,
                send(
                        "PUT",
                        "/v1/sys/policies/acl/" + policy,
                        Map.of("policy", grants.policy().hcl())));
        Optional<String> kept = kept(grants);
        if (kept.isPresent() && isFor(policy, kept.get())) {
            return;
        }
        Map<String, Object> wanted =
                Map.of(
                        "policies",
                        List.of(policy),
                        "period",
                        PERIOD,
                        "display_name",
                        policy,
                        "renewable",
                        true);
        // An orphan outlives the administrator's token; not everybody may make one.
        HttpApi.Answer made = send("POST", "/v1/auth/token/create-orphan", wanted);
        if (made.status() == FORBIDDEN) {
            made = send("POST", "/v1/auth/token/create", wanted);
        }
        demand("make a token with the policy " + policy, made);
        PrivateFiles.write(file(grants), made.body().at("/auth/client_token").asText());
    }

    /** One that somebody revoked, or gave other policies, is replaced. */
    private boolean isFor(String policy, String token) throws IOException {
        HttpApi.Answer answer = api.send("GET", SELF, token, Map.of());
        List<String> policies =
                answer.body().at("/data/policies").valueStream().map(JsonNode::asText).toList();
        return answer.isDone()
                && policies.contains(policy)
                && policies.stream()
                        .allMatch(name -> name.equals(policy) || name.equals("default"));
    }

    private void renew() throws IOException {
        for (ServiceGrants grants : ServiceGrants.all()) {
            Optional<String> kept = kept(grants);
            if (kept.isEmpty() || logins.isShared() || logins.given(grants).isPresent()) {
                continue;
            }
            HttpApi.Answer answer =
                    api.send("POST", "/v1/auth/token/renew-self", kept.get(), Map.of());
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
        send(
                "POST",
                "/v1/sys/mounts/secret",
                Map.of("type", "kv", "options", Map.of("version", "2")));
        HttpApi.Answer answer = send("GET", "/v1/secret/config", Map.of());
        if (!answer.isDone() && answer.status() != NOT_FOUND) {
            throw new PartFailure(
                    "vault: secret/ cannot be used with ACTIVATE_VAULT_TOKEN (status "
                            + answer.status()
                            + ")");
        }
    }

    private HttpApi.Answer send(String method, String path, Map<String, ?> body)
            throws IOException {
        return api.send(method, path, administrator.orElseThrow(), body);
    }

    private void demand(String what, HttpApi.Answer answer) {
        if (!answer.isDone()) {
            throw new PartFailure(
                    "vault: ACTIVATE_VAULT_TOKEN may not "
                            + what
                            + " (status "
                            + answer.status()
                            + "): take an administrator's, "
                            + logins.remedy());
        }
    }

    private static String policy(ServiceGrants grants) {
        return "activate-" + grants.name();
    }

    private Path file(ServiceGrants grants) {
        return home.root().resolve("secrets").resolve("vault-outside-" + grants.name());
    }

    private Optional<String> kept(ServiceGrants grants) {
        try {
            return Files.exists(file(grants))
                    ? Optional.of(Files.readString(file(grants)).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("secret=" + file(grants), e);
        }
    }
}
