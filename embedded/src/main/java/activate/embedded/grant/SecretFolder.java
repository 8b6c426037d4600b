package activate.embedded.grant;

/**
 * A folder of the key-value engine that is mounted at {@code secret/}.
 *
 * @param path without a slash at its ends
 */
public record SecretFolder(String path, Access access) {

    /** What may be done in a folder. */
    public enum Access {
        /** List names and read secrets. */
        READ,
        /** That, and write secrets; old versions stay. */
        WRITE
    }
}
