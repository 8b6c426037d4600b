package activate.embedded.grant;

import java.util.List;
import java.util.Optional;

/**
 * What one service may do in the stores; whatever is not here is refused. Logins, policies and
 * access rules are made from it, and so is {@code docs/identities.md}.
 *
 * @param name at Vault, at the broker and in its certificate
 * @param secrets folders of the key-value engine of Vault; a service without any has a token that
 *     reads nothing yet
 * @param database of MongoDB; it is the service's own
 * @param schema of PostgreSQL; it is the service's own
 */
public record ServiceGrants(
        String name,
        List<SecretFolder> secrets,
        Messages messages,
        Optional<String> database,
        Optional<String> schema) {

    /** The table. A service that is not in it, as the ingress, uses no store. */
    private static final List<ServiceGrants> ALL =
            List.of(
                    new ServiceGrants(
                            "cloud-cacher",
                            List.of(new SecretFolder("cloud-accounts", SecretFolder.Access.READ)),
                            new Messages(
                                    List.of(),
                                    List.of(
                                            queue(
                                                    "cloud-cacher.accounts",
                                                    false,
                                                    "cloud-account.changed"))),
                            Optional.empty(),
                            Optional.empty()),
                    new ServiceGrants(
                            "internal-api",
                            written("activate/internal-api"),
                            new Messages(
                                    List.of(),
                                    List.of(
                                            queue("internal-api.usage", true, "usage.interval"),
                                            queue(
                                                    "internal-api.credentials",
                                                    true,
                                                    "credential.revoked"))),
                            Optional.empty(),
                            Optional.of("billing")),
                    new ServiceGrants(
                            "legacy-api",
                            List.of(
                                    new SecretFolder(
                                            "activate/legacy-api", SecretFolder.Access.WRITE),
                                    new SecretFolder(
                                            "activate/legacy-api/variables",
                                            SecretFolder.Access.DELETE)),
                            new Messages(
                                    List.of(
                                            "cluster.changed",
                                            "cluster.deleted",
                                            "credential.revoked"),
                                    List.of(queue("legacy-api.activity", true, "node.#"))),
                            Optional.of("activate_legacy_api"),
                            Optional.of("activity")),
                    new ServiceGrants(
                            "agent-hub",
                            written("activate/agent-hub"),
                            new Messages(
                                    List.of(
                                            "node.enrolled",
                                            "node.online",
                                            "node.offline",
                                            "node.revoked",
                                            "usage.interval"),
                                    List.of(
                                            queue(
                                                    "agent-hub.<hub id>.access",
                                                    false,
                                                    "cluster.*",
                                                    "credential.revoked"))),
                            Optional.of("activate_agent_hub"),
                            Optional.empty()));

    public ServiceGrants {
        secrets = List.copyOf(secrets);
    }

    /** Those that use any store at all. */
    public static List<ServiceGrants> all() {
        return ALL;
    }

    /** Empty for a service that uses no store. */
    public static Optional<ServiceGrants> of(String service) {
        return ALL.stream().filter(grants -> grants.name.equals(service)).findFirst();
    }

    /** Its name where a dash would have to be quoted: PostgreSQL and MongoDB. */
    public String login() {
        return name.replace('-', '_');
    }

    public VaultPolicy policy() {
        return VaultPolicy.of(name, secrets);
    }

    private static Messages.Queue queue(String name, boolean hasDeadLetters, String... keys) {
        return new Messages.Queue(name, List.of(keys), hasDeadLetters);
    }

    private static List<SecretFolder> written(String folder) {
        return List.of(new SecretFolder(folder, SecretFolder.Access.WRITE));
    }
}
