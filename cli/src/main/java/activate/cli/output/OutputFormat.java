package activate.cli.output;

/** What `-o` takes. */
public enum OutputFormat {
    table,
    json,
    yaml,
    csv
}
