package activate.embedded.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for one account, replaced as a whole. */
@SuppressWarnings("NullAway.Init")
final class PrivateFilesTest {

    @TempDir Path folder;

    @Test
    void aFileThatWasOpenToAllIsReplacedByAPrivateOne() throws Exception {
        // Given a file that anybody may read
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        // When it is written
        PrivateFiles.write(file, "new");
        // Then it is ours alone, and nothing is left beside it
        assertThat(Files.readString(file)).isEqualTo("new");
        assertThat(mode(file)).isEqualTo("rw-------");
        try (var beside = Files.list(folder)) {
            assertThat(beside).containsExactly(file);
        }
    }

    @Test
    void whatCannotBeWrittenLeavesTheFileAsItWas() throws Exception {
        // Given a folder where the file should be
        Path file = folder.resolve("file");
        Files.createDirectories(file.resolve("inside"));
        // When it is written, then that fails and leaves nothing behind
        assertThatThrownBy(() -> PrivateFiles.write(file, "new"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
        try (var beside = Files.list(folder)) {
            assertThat(beside).containsExactly(file);
        }
    }

    @Test
    void aFolderIsClosedAlsoWhereItWasOpen() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(mode(PrivateFiles.folder(open))).isEqualTo("rwx------");
        assertThat(mode(PrivateFiles.folder(folder.resolve("made/deep")))).isEqualTo("rwx------");
    }

    @Test
    void whatALinkLeadsToOutlivesTheFolder() throws Exception {
        // Given a folder with a link to another one
        Path other = Files.createDirectory(folder.resolve("other"));
        Path kept = Files.writeString(other.resolve("kept"), "x");
        Path doomed = Files.createDirectories(folder.resolve("doomed/deep"));
        Files.createSymbolicLink(doomed.resolve("link"), other);
        // When it is deleted, twice
        PrivateFiles.delete(folder.resolve("doomed"));
        PrivateFiles.delete(folder.resolve("doomed"));
        // Then the link is gone and what it led to is not
        assertThat(folder.resolve("doomed")).doesNotExist();
        assertThat(kept).hasContent("x");
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
