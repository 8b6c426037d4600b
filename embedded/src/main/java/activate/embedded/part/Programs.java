package activate.embedded.part;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine, also in the folders that ordinary users lack in their PATH. */
public final class Programs {

    private Programs() {}

    public static Optional<String> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Stream.of(path.split(":", -1)),
                        List.of(
                                "/usr/local/sbin",
                                "/usr/local/bin",
                                "/usr/sbin",
                                "/usr/bin",
                                "/sbin",
                                "/bin")
                                .stream())
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .filter(file -> !Files.isDirectory(file))
                .map(Path::toString)
                .findFirst();
    }
}
