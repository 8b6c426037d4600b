package activate.embedded.grant;

import java.util.Set;

/**
 * A folder of the key-value engine that is mounted at {@code secret/}.
 *
 * @param path without a slash at its ends
 */
public record SecretFolder(String path, Access access) {

    /** What may be done in a folder. */
    public enum Access {
        /** List names and read secrets. */
        READ("read"),
        /** That, and write secrets; old versions stay. */
        WRITE("read, write"),
        /** That, and delete secrets with all their versions. */
        DELETE("read, write, delete");

        private final String words;

        Access(String words) {
            this.words = words;
        }

        /** The same for people. */
        public String words() {
            return words;
        }

        /** What may be done with the secrets, in Vault's words. */
        Set<String> ofSecrets() {
            return this == READ ? Set.of("read") : Set.of("create", "read", "update");
        }

        /** What may be done with their names. */
        Set<String> ofNames() {
            return this == DELETE ? Set.of("delete", "list", "read") : Set.of("list", "read");
        }
    }
}
