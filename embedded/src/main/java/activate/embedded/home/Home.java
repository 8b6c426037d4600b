package activate.embedded.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        PrivateFiles.folder(logs());
        PrivateFiles.folder(run());
        PrivateFiles.folder(root.resolve("secrets"));
        PrivateFiles.folder(root.resolve("tls"));
        PrivateFiles.folder(root.resolve("keys"));
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
        Path file = part("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                PrivateFiles.write(file, RandomWords.hex(16));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("secret=" + file, e);
        }
    }

    /** Deletes a secret that is of no use any more; harmless when there is none. */
    public void forget(String name) {
        Path file = root.resolve("secrets").resolve(name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("secret=" + file, e);
        }
    }

    public Path secretFile(String name) {
        secret(name);
        return root.resolve("secrets").resolve(name);
    }
}
