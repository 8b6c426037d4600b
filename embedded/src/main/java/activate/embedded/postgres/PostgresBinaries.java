package activate.embedded.postgres;

import activate.embedded.home.PrivateFiles;
import activate.embedded.home.RandomWords;
import activate.embedded.part.PartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, unpacked from a jar into a folder named by their version. */
final class PostgresBinaries {

    static final String VERSION = "18.4";
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int EXECUTABLE = 0b001_000_000;

    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres}; complete or absent, since it is renamed into place. */
    static Path unpack(Path folder) {
        Path target = folder.resolve("postgresql-" + VERSION);
        if (Files.isExecutable(target.resolve("bin/postgres"))) {
            return target;
        }
        // Several tests may do so at the same time.
        Path fresh = folder.resolve("postgresql-" + VERSION + "." + RandomWords.hex(4) + ".new");
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new PartFailure(
                        "no PostgreSQL for this machine (linux x86_64 is included): set ACTIVATE_POSTGRES_URL");
            }
            PrivateFiles.folder(fresh);
            extract(archive, fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            PrivateFiles.delete(fresh);
            if (Files.isExecutable(target.resolve("bin/postgres"))) {
                return target;
            }
            throw new PartFailure("unpacking PostgreSQL failed: " + e.getMessage(), e);
        }
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("entry leaves the folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    write(tar, entry, file);
                }
                entry = tar.getNextEntry();
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
            throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
