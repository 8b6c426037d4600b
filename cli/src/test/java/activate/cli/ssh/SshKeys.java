package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys of the user's own. */
final class SshKeys {
    private SshKeys() {}

    /** Makes a pair and gives the public line. */
    static String make(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Process keygen =
                new ProcessBuilder(
                                List.of(
                                        "ssh-keygen",
                                        "-q",
                                        "-t",
                                        "ed25519",
                                        "-N",
                                        "",
                                        "-C",
                                        "mine",
                                        "-f",
                                        file.toString()))
                        .start();
        assertThat(keygen.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keygen.exitValue()).isZero();
        return Files.readString(file.resolveSibling(file.getFileName() + ".pub")).strip();
    }
}
