package activate.cli.route;

/** What `--via` takes. */
public enum Via {
    /** Direct where possible, else what the platform chooses. */
    auto,
    direct,
    peered,
    tunnel,
    /** What the platform chooses, without looking for a direct way. */
    platform;

    /** How the platform is asked. */
    String wire() {
        return this == peered || this == tunnel ? name() : "auto";
    }
}
