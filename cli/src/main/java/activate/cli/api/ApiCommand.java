package activate.cli.api;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.json.JsonText;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `pw api METHOD PATH`: any request with the stored credentials. */
@CommandLine.Command(
        name = "api",
        description = "Sends any request with the stored credentials and prints the answer.",
        mixinStandardHelpOptions = true)
public final class ApiCommand extends Command {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST, PUT, PATCH or DELETE")
    private String method = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "such as /api/clusters")
    private String path = "";

    @Option(
            names = {"-f", "--body"},
            paramLabel = "BODY",
            description = "JSON text, @FILE, or - for standard input")
    private @Nullable String body;

    public ApiCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        String verb = method.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(verb)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "METHOD: " + method + " (expected: " + String.join(", ", METHODS) + ")",
                    "");
        }
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new Failure(
                    ExitCode.USAGE,
                    "PATH: " + path + " (expected: a path such as /api/clusters)",
                    "");
        }
        HttpResponse<String> answer = invocation().api().request(verb, path, content());
        print(answer);
    }

    private String content() throws IOException {
        if (body == null) {
            return "";
        }
        if (body.equals("-")) {
            return new String(invocation().machine().in().readAllBytes(), StandardCharsets.UTF_8);
        }
        return body.startsWith("@") ? Files.readString(Path.of(body.substring(1))) : body;
    }

    private void print(HttpResponse<String> answer) throws IOException {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.contains("json") || answer.body().isBlank()) {
            invocation().machine().out().print(answer.body());
            return;
        }
        JsonNode value = JsonText.read(answer.body());
        invocation().printer().any(value);
    }
}
