package activate.embedded.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that a process has open, as the kernel tells of it; nothing is told of a process of
 * another account.
 *
 * @param descriptor {@code /proc/<pid>/fd/<number>}
 * @param target its path, or what the kernel calls it: {@code socket:[<inode>]}
 */
public record OpenFile(Path descriptor, Path target) {

    /** All of one process; none when it has ended. */
    public static Stream<OpenFile> of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid), "fd");
        String[] descriptors = folder.toFile().list();
        return Stream.of(descriptors == null ? new String[0] : descriptors)
                .map(folder::resolve)
                .flatMap(file -> target(file).stream().map(target -> new OpenFile(file, target)));
    }

    /** Whether its process has a lock on it. */
    public boolean isLocked() {
        try {
            String number = descriptor.getFileName().toString();
            Path info = descriptor.resolve("../../fdinfo", number).normalize();
            return Files.readString(info).contains("lock:");
        } catch (IOException e) {
            return false;
        }
    }

    /** Where a link leads; empty also when it has just been closed. */
    public static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
