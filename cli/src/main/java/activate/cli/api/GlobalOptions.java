package activate.cli.api;

import activate.cli.output.OutputFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
public final class GlobalOptions {
    @Option(
            names = "--context",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "stored login to use (PW_CONTEXT)")
    private @Nullable String context;

    @Option(
            names = "--platform-host",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST",
            description = "platform to talk to (PW_PLATFORM_HOST)")
    private @Nullable String platformHost;

    @Option(
            names = "--ca-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "PEM file of the only authorities to trust (PW_CA_FILE)")
    private @Nullable Path caFile;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "table, json, yaml or csv")
    private OutputFormat output = OutputFormat.table;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "say what is done and why something failed")
    private boolean verbose;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "no colours (NO_COLOR)")
    private boolean noColor;

    /** Options that were read already; null for one that was not given. */
    public static GlobalOptions of(
            @Nullable String context, @Nullable String platformHost, @Nullable String caFile) {
        GlobalOptions options = new GlobalOptions();
        options.context = context;
        options.platformHost = platformHost;
        options.caFile = caFile == null ? null : Path.of(caFile);
        return options;
    }

    public Optional<String> context() {
        return Optional.ofNullable(context);
    }

    public Optional<String> platformHost() {
        return Optional.ofNullable(platformHost);
    }

    public Optional<Path> caFile() {
        return Optional.ofNullable(caFile);
    }

    public OutputFormat output() {
        return output;
    }

    public boolean verbose() {
        return verbose;
    }

    public boolean noColor() {
        return noColor;
    }
}
