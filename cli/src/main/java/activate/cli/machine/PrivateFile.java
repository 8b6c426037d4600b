package activate.cli.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, replaced as a whole or not at all. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    public static void write(Path file, String content) throws IOException {
        write(file, content, OWNER_ONLY);
    }

    /**
     * Replaces a file, keeping the given mode from its first byte on. A symbolic link keeps
     * pointing to the file.
     */
    public static void write(Path file, String content, Set<PosixFilePermission> mode)
            throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8), mode);
    }

    /** The same for bytes that may be no text. */
    public static void write(Path file, byte[] content, Set<PosixFilePermission> mode)
            throws IOException {
        Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
        Path directory = makeDirectory(target.resolveSibling("").toAbsolutePath());
        Path draft =
                Files.createTempFile(
                        directory,
                        "." + target.getFileName(),
                        ".new",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.setPosixFilePermissions(draft, mode);
            Files.move(
                    draft,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Makes a directory, and those above it, that only the owner may enter; one that exists stays
     * as it is.
     */
    public static Path makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        }
        return directory;
    }
}
