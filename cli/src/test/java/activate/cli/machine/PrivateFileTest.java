package activate.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    private final Path directory;

    PrivateFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void fileAndItsDirectoriesAreTheOwnersAlone() throws IOException {
        Path outer = directory.resolve("a");
        Path inner = outer.resolve("b");
        Path file = inner.resolve("secret");

        PrivateFile.write(file, "one");
        PrivateFile.write(file, "two");

        assertThat(file).hasContent("two");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(inner)).isEqualTo("rwx------");
        assertThat(mode(outer)).isEqualTo("rwx------");
    }

    @Test
    void modeOfAnOpenFileBecomesPrivate() throws IOException {
        Path file = Files.writeString(directory.resolve("open"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        PrivateFile.write(file, "y");

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void linkStaysALink() throws IOException {
        Path real = Files.writeString(directory.resolve("real"), "x");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        PrivateFile.write(link, "y");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("y");
    }

    @Test
    void whatCannotBeReplacedLeavesNoDraft() throws IOException {
        Path taken = directory.resolve("taken");
        Files.createDirectories(taken.resolve("inside"));

        assertThatThrownBy(() -> PrivateFile.write(taken, "x")).isInstanceOf(IOException.class);

        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(taken);
        }
    }
}
