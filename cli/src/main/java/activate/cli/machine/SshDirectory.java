package activate.cli.machine;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory of what `pw` keeps for ssh: `ssh` in the configuration directory, and where that
 * cannot be written (a read-only home, a service account without one) one that lasts as long as the
 * session or the machine.
 */
public final class SshDirectory {
    private static final Path OURS = Path.of("/proc/self");

    private final LocalMachine machine;

    public SshDirectory(LocalMachine machine) {
        this.machine = machine;
    }

    /** Keeps a file in the first directory that takes it, unless it is there as it should be. */
    public Path keep(String file, String content) throws Failure {
        return first(
                directory -> {
                    Path path = directory.resolve(file);
                    if (!Files.isRegularFile(path) || !Files.readString(path).equals(content)) {
                        PrivateFile.write(path, content);
                    }
                    return path;
                });
    }

    /** The first directory that can be written. */
    public Path writable() throws Failure {
        return first(
                directory -> {
                    if (Files.isWritable(PrivateFile.makeDirectory(directory))) {
                        return directory;
                    }
                    throw new AccessDeniedException(directory.toString());
                });
    }

    /** The directory that has a file of this name, without making any. */
    public Optional<Path> holding(String file) {
        List<Path> places = new ArrayList<>(List.of(usual()));
        Optional.ofNullable(ofSession()).ifPresent(places::add);
        try {
            Path shared = sharedPlace();
            if (isPrivate(shared)) {
                places.add(shared.resolve("ssh"));
            }
        } catch (IOException _) {
            // It is not there.
        }
        return places.stream().filter(place -> Files.exists(place.resolve(file))).findFirst();
    }

    private interface Use {
        Path in(Path directory) throws IOException;
    }

    private Path first(Use use) throws Failure {
        List<String> reasons = new ArrayList<>();
        for (Place place : List.<Place>of(this::usual, this::ofSession, this::shared)) {
            try {
                Path directory = place.directory();
                if (directory != null) {
                    return use.in(directory);
                }
            } catch (IOException e) {
                reasons.add(Failure.reason(e));
            }
        }
        throw nowhere(reasons);
    }

    private interface Place {
        @Nullable Path directory() throws IOException;
    }

    private static Failure nowhere(List<String> reasons) {
        return new Failure(
                ExitCode.FAILED,
                "nothing can be kept for ssh: " + String.join("; ", reasons),
                "name a directory that can be written in PW_CREDENTIALS_DIR or XDG_RUNTIME_DIR");
    }

    private @Nullable Path ofSession() {
        return machine.variable("XDG_RUNTIME_DIR")
                .map(text -> Path.of(text, "pw", "ssh").toAbsolutePath())
                .orElse(null);
    }

    /** Where it is unless that cannot be written. */
    public Path usual() {
        return machine.configDirectory().resolve("ssh").toAbsolutePath();
    }

    /** A directory where everybody may write: only one that is ours and nobody else's is taken. */
    private Path shared() throws IOException {
        Path directory = sharedPlace();
        try {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException _) {
            if (!isPrivate(directory)) {
                throw new AccessDeniedException(directory.toString());
            }
        }
        return directory.resolve("ssh");
    }

    private Path sharedPlace() throws IOException {
        return Path.of(machine.variable("TMPDIR").orElse("/tmp"))
                .toAbsolutePath()
                .resolve("pw-" + Files.getAttribute(OURS, "unix:uid"));
    }

    private static boolean isPrivate(Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(OURS))
                && PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS))
                        .equals("rwx------");
    }
}
