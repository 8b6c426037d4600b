package activate.agent.upgrade;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks a gzipped archive in POSIX's ustar form, as the build writes it. Whatever else it holds
 * is refused: other kinds of entries, names and links that lead out of the directory, and more than
 * an agent can be. A library for all that archives can be would weigh more than the agent.
 */
final class UnpackArchive {
    private static final int BLOCK = 512;
    private static final int MOST_ENTRIES = 10_000;

    private final Path directory;
    private final long mostBytes;
    private final List<Path> links = new ArrayList<>();
    private long bytes;

    /**
     * @param directory an empty directory
     * @param mostBytes that all files together may have
     */
    UnpackArchive(Path directory, long mostBytes) throws IOException {
        this.directory = directory.toRealPath();
        this.mostBytes = mostBytes;
    }

    private record Entry(Path path, char type, int mode, long size, long seconds, String link) {}

    /** Unpacks, on disk when this returns. */
    void unpack(Path archive) throws IOException {
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            int entries = 0;
            for (byte[] header = block(in); !isEnd(header); header = block(in)) {
                if (++entries > MOST_ENTRIES) {
                    throw new BadArchiveException(
                            "the archive holds more than " + MOST_ENTRIES + " files");
                }
                take(entry(header), in);
            }
            // What follows is checked by gzip alone.
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        for (Path link : links) {
            if (!Files.exists(link) || !link.toRealPath().startsWith(directory)) {
                throw new BadArchiveException("the archive has a link to elsewhere: " + name(link));
            }
        }
    }

    private void take(Entry entry, InputStream in) throws IOException {
        Path parent = entry.path().getParent();
        if (parent == null || !parent.toRealPath().equals(parent)) {
            throw new BadArchiveException(
                    "the archive writes through a link: " + name(entry.path()));
        }
        switch (entry.type()) {
            case '5' -> {
                Files.createDirectory(entry.path());
                Files.setPosixFilePermissions(
                        entry.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            case '2' -> {
                Files.createSymbolicLink(entry.path(), Path.of(entry.link()));
                links.add(entry.path());
            }
            case '0', '\0' -> write(entry, in);
            default ->
                    throw new BadArchiveException(
                            "the archive holds something else than files: " + name(entry.path()));
        }
    }

    private void write(Entry entry, InputStream in) throws IOException {
        bytes += entry.size();
        if (entry.size() < 0 || bytes > mostBytes) {
            throw new BadArchiveException("the archive holds more than " + mostBytes + " bytes");
        }
        try (FileChannel file =
                FileChannel.open(
                        entry.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] part = new byte[16 * BLOCK];
            for (long left = entry.size(); left > 0; ) {
                int read = in.readNBytes(part, 0, (int) Math.min(left, part.length));
                if (read == 0) {
                    throw new EOFException("the archive ends within " + name(entry.path()));
                }
                for (ByteBuffer all = ByteBuffer.wrap(part, 0, read); all.hasRemaining(); ) {
                    file.write(all);
                }
                left -= read;
            }
            file.force(true);
        }
        in.skipNBytes((BLOCK - entry.size() % BLOCK) % BLOCK);
        Files.setPosixFilePermissions(
                entry.path(),
                PosixFilePermissions.fromString(
                        (entry.mode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
        // The class archive of the runtime remembers the times of its files.
        Files.setLastModifiedTime(
                entry.path(), FileTime.from(Instant.ofEpochSecond(entry.seconds())));
    }

    private String name(Path path) {
        return directory.relativize(path).toString();
    }

    private static byte[] block(InputStream in) throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length < BLOCK) {
            throw new EOFException("the archive ends too early");
        }
        return block;
    }

    private static boolean isEnd(byte[] header) {
        for (byte each : header) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private Entry entry(byte[] header) throws IOException {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (!text(header, 257, 6).equals("ustar") || number(header, 148, 8) != sum) {
            throw new BadArchiveException("the archive is not in the form of ustar");
        }
        String prefix = text(header, 345, 155);
        String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
        return new Entry(
                inside(name),
                (char) header[156],
                (int) number(header, 100, 8),
                number(header, 124, 12),
                number(header, 136, 12),
                text(header, 157, 100));
    }

    private Path inside(String name) throws IOException {
        try {
            Path path = directory.resolve(name);
            boolean plain =
                    path.equals(path.normalize())
                            && path.startsWith(directory)
                            && !path.equals(directory);
            if (plain) {
                return path;
            }
        } catch (InvalidPathException _) {
            // The same.
        }
        throw new BadArchiveException("the archive has a name that leads elsewhere: " + name);
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long number(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException _) {
            throw new BadArchiveException("the archive is damaged: " + digits + " is no number");
        }
    }
}
