package activate.standalone.grant;

import activate.standalone.grant.Messages.Queue;
import activate.standalone.grant.SecretFolder.Access;
import activate.standalone.service.Service;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one service may do in the stores; whatever is not here is refused. Logins, policies and
 * access rules are made from it, and so is {@code docs/identities.md}.
 *
 * @param secrets folders of the key-value engine of Vault; a service without any has a token that
 *     reads nothing yet
 * @param database of MongoDB; it is the service's own
 * @param schema of PostgreSQL; it is the service's own
 */
public record ServiceGrants(
        Service service,
        List<SecretFolder> secrets,
        Optional<Messages> messages,
        Optional<String> database,
        Optional<String> schema) {

    public ServiceGrants {
        secrets = List.copyOf(secrets);
    }

    /** The table. */
    public static ServiceGrants of(Service service) {
        return switch (service) {
            case INGRESS -> new ServiceGrants(service, List.of(), none(), none(), none());
            case LEGACY_API ->
                    new ServiceGrants(
                            service,
                            written("activate/legacy-api"),
                            Optional.of(legacyApi()),
                            Optional.of("activate_legacy_api"),
                            Optional.of("activity"));
            case INTERNAL_API ->
                    new ServiceGrants(
                            service,
                            written("activate/internal-api"),
                            Optional.of(internalApi()),
                            none(),
                            Optional.of("billing"));
            case CLOUD_CACHER ->
                    new ServiceGrants(
                            service,
                            List.of(new SecretFolder("cloud-accounts", Access.READ)),
                            Optional.of(cloudCacher()),
                            none(),
                            none());
            case AGENT_HUB ->
                    new ServiceGrants(
                            service,
                            written("activate/agent-hub"),
                            Optional.of(agentHub()),
                            Optional.of("activate_agent_hub"),
                            none());
        };
    }

    private static Messages legacyApi() {
        return new Messages(
                List.of("cluster.changed", "cluster.deleted", "credential.revoked"),
                List.of(new Queue("legacy-api.activity", List.of("node.#"), true)));
    }

    private static Messages internalApi() {
        return new Messages(
                List.of(),
                List.of(
                        new Queue("internal-api.usage", List.of("usage.interval"), true),
                        new Queue(
                                "internal-api.credentials", List.of("credential.revoked"), true)));
    }

    private static Messages cloudCacher() {
        return new Messages(
                List.of(),
                List.of(
                        new Queue(
                                "cloud-cacher.accounts", List.of("cloud-account.changed"), false)));
    }

    private static Messages agentHub() {
        return new Messages(
                List.of(
                        "node.enrolled",
                        "node.online",
                        "node.offline",
                        "node.revoked",
                        "usage.interval"),
                List.of(
                        new Queue(
                                "agent-hub.<hub id>.access",
                                List.of("cluster.*", "credential.revoked"),
                                false)));
    }

    private static List<SecretFolder> written(String folder) {
        return List.of(new SecretFolder(folder, Access.WRITE));
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    /** Those that use any store at all. */
    public static List<ServiceGrants> all() {
        return Arrays.stream(Service.values())
                .map(ServiceGrants::of)
                .filter(grants -> grants.service != Service.INGRESS)
                .toList();
    }

    /** Its name at Vault, at the broker and in its certificate. */
    public String name() {
        return service.part();
    }

    /** Its name where a dash would have to be quoted: PostgreSQL and MongoDB. */
    public String login() {
        return service.part().replace('-', '_');
    }

    public VaultPolicy policy() {
        return VaultPolicy.of(name(), secrets);
    }
}
