package activate.cloudcacher.catalog;

/** What is listed. */
public enum Kind {
    PROVIDERS,
    REGIONS,
    INSTANCE_TYPES
}
