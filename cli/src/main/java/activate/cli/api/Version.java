package activate.cli.api;

/** The version of this program; it follows the project's. */
public final class Version {
    public static final String TEXT = "0.1.0";

    private Version() {}
}
