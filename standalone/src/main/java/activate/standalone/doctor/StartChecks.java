package activate.standalone.doctor;

import activate.embedded.home.Home;
import activate.embedded.home.Pem;
import activate.embedded.log.LogLimits;
import activate.standalone.doctor.Finding.Subject;
import activate.standalone.settings.Settings;
import activate.standalone.store.Store;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Without what fails here a start cannot succeed: it is looked at before each. */
final class StartChecks {

    static final int NEEDED_FILES = 1_024;
    private static final int WANTED_FILES = 4_096;
    private static final long NEEDED_MEMORY_MIB = 600;
    private static final long WANTED_MEMORY_MIB = 2_048;

    /** PostgreSQL is unpacked and makes its folder; later it needs a little to go on. */
    private static final long FIRST_START_MIB = 300;

    private static final long NEEDED_DISK_MIB = 48;
    private static final long WANTED_DISK_MIB = 3_072;

    private final Settings settings;
    private final Home home;
    private final InstantSource clock;

    StartChecks(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.home = settings.home();
        this.clock = clock;
    }

    List<Finding> run() {
        Path folder = nearest();
        return List.of(proc(), memory(), files(), access(folder), disk(folder), logs(), clock());
    }

    private static Finding proc() {
        var subject = new Subject("PROC", "/proc");
        return Files.isReadable(Path.of("/proc/self/stat"))
                ? subject.ok("readable")
                : subject.failure(
                        "not readable, and processes are told apart by it",
                        "mount it: mount -t proc proc /proc");
    }

    private static Finding memory() {
        var subject = new Subject("MEMORY", "memory");
        // 0: the kernel does not say.
        long available = number("/proc/meminfo", "MemAvailable:").orElse(0) / 1024;
        String cause = available + " MiB available";
        return available >= WANTED_MEMORY_MIB
                ? subject.ok(cause)
                : subject.bad(
                        available == 0 || available >= NEEDED_MEMORY_MIB,
                        cause,
                        "free some: a running platform takes about 1.5 GiB");
    }

    /** The JVM has raised its soft limit to the hard one already. */
    private static Finding files() {
        var subject = new Subject("FILES", "open files");
        // No number: unlimited, or the kernel does not say.
        long limit = number("/proc/self/limits", "Max open files").orElse(Long.MAX_VALUE);
        if (limit >= WANTED_FILES) {
            return subject.ok("limit " + limit);
        }
        boolean isBearable = limit >= NEEDED_FILES;
        return subject.bad(
                isBearable,
                "limit " + limit + (isBearable ? "" : " (needed: " + NEEDED_FILES + ")"),
                "raise it, also the hard one: ulimit -n " + WANTED_FILES);
    }

    /** The home, or what it would be made in. */
    private Path nearest() {
        Path folder = home.root();
        while (folder.getParent() != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    private Finding access(Path folder) {
        var subject = new Subject("HOME", folder.toString());
        String elsewhere = "set ACTIVATE_HOME to a folder of this account on another disk";
        if (!Files.isDirectory(folder)) {
            return subject.failure("is no folder", elsewhere);
        }
        var mount = Mount.of(folder);
        if (mount.filter(Mount::isReadOnly).isPresent()) {
            return subject.failure("is on a read-only file system", elsewhere);
        }
        if (isClosed(folder)) {
            return subject.failure("cannot be written by this account", elsewhere);
        }
        if (mount.filter(Mount::forbidsPrograms).isPresent()
                && Store.POSTGRES.url(settings).isEmpty()) {
            return subject.failure(
                    "is on a file system that runs no programs (noexec), and PostgreSQL is unpacked there",
                    "set ACTIVATE_HOME to another disk, or ACTIVATE_POSTGRES_URL");
        }
        // Folders of an earlier run under another account.
        return Stream.of(home.root(), home.run(), home.logs(), home.root().resolve("secrets"))
                .filter(one -> Files.exists(one) && isClosed(one))
                .findFirst()
                .map(
                        foreign ->
                                new Subject("HOME", foreign.toString())
                                        .failure(
                                                "belongs to another account",
                                                "chown -R it, or set ACTIVATE_HOME to a folder of this account"))
                .orElse(new Subject("HOME", home.root().toString()).ok("can be written"));
    }

    private static boolean isClosed(Path folder) {
        return !Files.isWritable(folder) || !Files.isExecutable(folder);
    }

    private Finding disk(Path folder) {
        var subject = new Subject("DISK", "disk");
        String fix = "free some, or set ACTIVATE_HOME to another disk";
        try {
            long free = Files.getFileStore(folder).getUsableSpace() >> 20;
            String cause = free + " MiB free at " + folder;
            if (free >= WANTED_DISK_MIB) {
                return subject.ok(cause);
            }
            boolean isMade = Files.exists(home.root().resolve("postgres/data"));
            long needed = isMade ? NEEDED_DISK_MIB : FIRST_START_MIB;
            return free >= needed
                    ? subject.warning(cause, fix)
                    : subject.failure(cause + " (needed: " + needed + " MiB)", fix);
        } catch (IOException e) {
            return subject.failure(e.toString(), fix);
        }
    }

    private Finding logs() {
        var subject = new Subject("LOGS", "logs");
        long bytes = 0;
        long most = 0;
        try {
            LogLimits limits = LogLimits.of(settings.environment());
            File[] files = home.logs().toFile().listFiles();
            for (File file : files == null ? new File[0] : files) {
                bytes += file.length();
                most += file.getName().endsWith(".log") ? limits.bytes() * limits.files() : 0;
            }
        } catch (IllegalArgumentException e) {
            return subject.failure(String.valueOf(e.getMessage()), "correct the variable");
        }
        String cause = (bytes >> 20) + " MiB in " + home.logs();
        return bytes <= most
                ? subject.ok(cause)
                : subject.warning(
                        "%s, more than %s and %s allow"
                                .formatted(cause, LogLimits.SIZE, LogLimits.FILES),
                        "delete what is not of this platform, or old files named *.log.N");
    }

    private Finding clock() {
        var subject = new Subject("CLOCK", "clock");
        Path authority = home.caFile();
        try {
            if (Files.exists(authority)) {
                Pem.certificate(authority).checkValidity(Date.from(clock.instant()));
            }
            return subject.ok(clock.instant().toString());
        } catch (CertificateNotYetValidException | CertificateExpiredException e) {
            return subject.failure(
                    "%s is outside the time for which %s is valid"
                            .formatted(clock.instant(), authority),
                    "set the clock of this machine");
        } catch (IOException | GeneralSecurityException e) {
            return new Subject("CLOCK", authority.toString())
                    .failure("cannot be read", "restore it, or ./activate reset");
        }
    }

    /** The first number of the line that begins so; empty where there is none. */
    private static OptionalLong number(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip().split("\\s+", 2)[0])
                    .filter(word -> word.matches("[0-9]+"))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
