package activate.cli.credentials;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.json.JsonText;
import activate.cli.machine.LocalMachine;
import activate.cli.machine.PrivateFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The credentials file that the platform's SDKs read too: `{currentIdentity, identities: {name:
 * {server, apikey…}}}`.
 */
public final class CredentialsFile {
    private final Path path;
    private final ObjectNode root;

    private CredentialsFile(Path path, ObjectNode root) {
        this.path = path;
        this.root = root;
    }

    /** Reads the file of this user; one that is not there is empty. */
    public static CredentialsFile read(LocalMachine machine) throws Failure {
        Path path = path(machine);
        try {
            JsonNode content = JsonText.read(Files.readString(path));
            if (content instanceof ObjectNode object) {
                return new CredentialsFile(path, object);
            }
            throw new IOException("not a JSON object");
        } catch (NoSuchFileException _) {
            return new CredentialsFile(path, JsonNodeFactory.instance.objectNode());
        } catch (IOException e) {
            // The parser's text may quote the file, which holds secrets.
            throw new Failure(
                    ExitCode.FAILED,
                    "the credentials file " + path + " cannot be read",
                    "remove it and log in again");
        }
    }

    private static Path path(LocalMachine machine) {
        Path directory = machine.configDirectory();
        if (machine.variable("PW_CREDENTIALS_DIR").isPresent()) {
            return directory.resolve(".credentials");
        }
        Path path = directory.resolve("credentials");
        Path old = machine.home().resolve("pw").resolve(".credentials");
        return Files.exists(path) || !Files.exists(old) ? path : old;
    }

    public Optional<String> currentContext() {
        return Optional.of(root.path("currentIdentity").asText()).filter(name -> !name.isEmpty());
    }

    public Optional<Identity> identity(String context) {
        return root.path("identities").path(context) instanceof ObjectNode members
                ? Optional.of(new Identity(context, members))
                : Optional.empty();
    }

    public List<Identity> identities() {
        List<Identity> all = new ArrayList<>();
        root.path("identities")
                .properties()
                .forEach(
                        entry -> {
                            if (entry.getValue() instanceof ObjectNode members) {
                                all.add(new Identity(entry.getKey(), members));
                            }
                        });
        return all;
    }

    /** Adds or replaces a login and makes it the current one. */
    public void store(Identity identity) throws Failure {
        ObjectNode identities =
                root.path("identities") instanceof ObjectNode present
                        ? present
                        : root.putObject("identities");
        identities.set(identity.context(), identity.members());
        root.put("currentIdentity", identity.context());
        write();
    }

    public void remove(Identity identity) throws Failure {
        if (root.path("identities") instanceof ObjectNode identities) {
            identities.remove(identity.context());
        }
        if (root.path("currentIdentity").asText().equals(identity.context())) {
            root.remove("currentIdentity");
        }
        write();
    }

    private void write() throws Failure {
        try {
            PrivateFile.write(
                    path,
                    new ObjectMapper()
                                    .writer()
                                    .with(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(root)
                            + "\n");
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "cannot write the credentials file " + path,
                    "check its owner and the space on the disk",
                    e);
        }
    }

    public Path path() {
        return path;
    }
}
