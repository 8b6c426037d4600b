package activate.cli.sshkey;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.output.OutputFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `pw ssh-public-keys add FILE` */
@CommandLine.Command(
        name = "add",
        description = "Adds an SSH public key.",
        mixinStandardHelpOptions = true)
final class AddSshKey extends Command {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "public key such as ~/.ssh/id_ed25519.pub, or -")
    private String file = "";

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "its name; the key's comment when not given")
    private @Nullable String title;

    AddSshKey(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        String key = read().strip();
        if (key.contains("PRIVATE KEY")) {
            throw new Failure(
                    ExitCode.USAGE, file + " is a private key", "give the file that ends in .pub");
        }
        String[] parts = key.split("\\s+", 3);
        if (parts.length < 2 || key.lines().count() != 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    file + " is not an SSH public key (expected: one line, type and base64)",
                    "");
        }
        String name = title != null ? title : parts.length > 2 ? parts[2] : parts[0];
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("title", name).put("key", key);
        JsonNode made = invocation().api().post("/api/ssh-public-keys", body);
        if (invocation().options().output() == OutputFormat.table) {
            invocation()
                    .machine()
                    .say(
                            "added key "
                                    + made.path("title").asText(name)
                                    + " ("
                                    + made.path("id").asText()
                                    + ")");
        } else {
            invocation().printer().any(made);
        }
    }

    private String read() throws Failure, IOException {
        if (file.equals("-")) {
            return new String(invocation().machine().in().readAllBytes(), StandardCharsets.UTF_8);
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new Failure(ExitCode.USAGE, "FILE: " + file + " cannot be read", "");
        }
        return Files.readString(path);
    }
}
