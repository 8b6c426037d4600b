package activate.embedded.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder that holds all data, logs, keys and run-time files of one platform. */
public record Home(Path root) {

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Makes the folder, and closes it to other accounts even where it existed with a wider mode.
     */
    public void prepare() {
        PrivateFiles.folder(root);
        List.of("logs", "run", "secrets", "tls", "keys").forEach(this::part);
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** Run-time files: lock, status, pids. Worth nothing once the supervisor is gone. */
    public Path run() {
        return root.resolve("run");
    }

    public Path lock() {
        return run().resolve("lock");
    }

    public Path status() {
        return run().resolve("status.json");
    }

    public Path adminPasswordFile() {
        return root.resolve("admin-password");
    }

    public Path caFile() {
        return root.resolve("ca.pem");
    }

    /** A folder of one part, made when asked for. */
    public Path part(String name) {
        return PrivateFiles.folder(root.resolve(name));
    }

    /** A random word of 32 hexadecimal digits that is made once and then stays. */
    public String secret(String name) {
        if (kept(name).isEmpty()) {
            keep(name, RandomWords.hex(16));
        }
        return kept(name).orElseThrow();
    }

    public Path secretFile(String name) {
        secret(name);
        return place(name);
    }

    /** A secret that is there already. */
    public Optional<String> kept(String name) {
        try {
            return Files.exists(place(name))
                    ? Optional.of(Files.readString(place(name)).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("secret=" + place(name), e);
        }
    }

    public void keep(String name, String secret) {
        PrivateFiles.write(place(name), secret);
    }

    private Path place(String name) {
        return part("secrets").resolve(name);
    }
}
