package activate.messages.connect;

/** What the name of a cluster looks like: as a part of a host name. */
public final class ClusterName {
    /** As a regular expression. */
    public static final String PATTERN = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /** The same for people. */
    public static final String WORDS = "1 to 63 of a-z, 0-9 and inner dashes";

    private ClusterName() {}
}
