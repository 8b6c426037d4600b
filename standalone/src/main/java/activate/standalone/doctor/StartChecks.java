package activate.standalone.doctor;

import activate.embedded.home.Home;
import activate.embedded.log.LogLimits;
import activate.standalone.settings.Settings;
import activate.standalone.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
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
        List<Finding> findings = new ArrayList<>();
        findings.add(proc());
        findings.add(memory());
        findings.add(files());
        Path folder = nearest();
        findings.add(access(folder));
        findings.add(disk(folder));
        findings.add(logs());
        findings.add(clock());
        return findings;
    }

    private static Finding proc() {
        return Files.isReadable(Path.of("/proc/self/stat"))
                ? Finding.ok("PROC", "/proc", "readable")
                : Finding.failure(
                        "PROC",
                        "/proc",
                        "not readable, and processes are told apart by it",
                        "mount it: mount -t proc proc /proc");
    }

    private static Finding memory() {
        long available = proc("/proc/meminfo", "MemAvailable:") / 1024;
        String cause = available + " MiB available";
        String fix = "free some: a running platform takes about 1.5 GiB";
        if (available >= WANTED_MEMORY_MIB) {
            return Finding.ok("MEMORY", "memory", cause);
        }
        // 0: the kernel does not say.
        return available == 0 || available >= NEEDED_MEMORY_MIB
                ? Finding.warning("MEMORY", "memory", cause, fix)
                : Finding.failure("MEMORY", "memory", cause, fix);
    }

    /** The JVM has raised its soft limit to the hard one already. */
    private static Finding files() {
        long limit = limit();
        if (limit >= WANTED_FILES) {
            return Finding.ok("FILES", "open files", "limit " + limit);
        }
        String cause = "limit " + limit + " (needed: " + NEEDED_FILES + ")";
        String fix = "raise it, also the hard one: ulimit -n " + WANTED_FILES;
        return limit >= NEEDED_FILES
                ? Finding.warning("FILES", "open files", "limit " + limit, fix)
                : Finding.failure("FILES", "open files", cause, fix);
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
        String elsewhere = "set ACTIVATE_HOME to a folder of this account on another disk";
        if (!Files.isDirectory(folder)) {
            return Finding.failure("HOME", folder.toString(), "is no folder", elsewhere);
        }
        var mount = Mount.of(folder);
        if (mount.filter(Mount::isReadOnly).isPresent()) {
            return Finding.failure(
                    "HOME", folder.toString(), "is on a read-only file system", elsewhere);
        }
        if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
            return Finding.failure(
                    "HOME", folder.toString(), "cannot be written by this account", elsewhere);
        }
        if (mount.filter(Mount::forbidsPrograms).isPresent()
                && Store.POSTGRES.url(settings).isEmpty()) {
            return Finding.failure(
                    "HOME",
                    folder.toString(),
                    "is on a file system that runs no programs (noexec), and PostgreSQL is unpacked there",
                    "set ACTIVATE_HOME to another disk, or ACTIVATE_POSTGRES_URL");
        }
        return foreign().orElse(Finding.ok("HOME", home.root().toString(), "can be written"));
    }

    /** Folders of an earlier run under another account. */
    private java.util.Optional<Finding> foreign() {
        return Stream.of(home.root(), home.run(), home.logs(), home.root().resolve("secrets"))
                .filter(Files::exists)
                .filter(folder -> !Files.isWritable(folder) || !Files.isExecutable(folder))
                .findFirst()
                .map(
                        folder ->
                                Finding.failure(
                                        "HOME",
                                        folder.toString(),
                                        "belongs to another account",
                                        "chown -R it, or set ACTIVATE_HOME to a folder of this account"));
    }

    private Finding disk(Path folder) {
        String fix = "free some, or set ACTIVATE_HOME to another disk";
        try {
            long free = Files.getFileStore(folder).getUsableSpace() >> 20;
            String cause = free + " MiB free at " + folder;
            if (free >= WANTED_DISK_MIB) {
                return Finding.ok("DISK", "disk", cause);
            }
            long needed =
                    Files.exists(home.root().resolve("postgres/data"))
                            ? NEEDED_DISK_MIB
                            : FIRST_START_MIB;
            return free >= needed
                    ? Finding.warning("DISK", "disk", cause, fix)
                    : Finding.failure("DISK", "disk", cause + " (needed: " + needed + " MiB)", fix);
        } catch (IOException e) {
            return Finding.failure("DISK", "disk", e.toString(), fix);
        }
    }

    private Finding logs() {
        LogLimits limits;
        try {
            limits = LogLimits.of(settings.environment());
        } catch (IllegalArgumentException e) {
            return Finding.failure(
                    "LOGS", "logs", String.valueOf(e.getMessage()), "correct the variable");
        }
        long bytes = 0;
        long most = 0;
        if (Files.isDirectory(home.logs())) {
            try (Stream<Path> files = Files.list(home.logs())) {
                for (Path file : files.toList()) {
                    bytes += Files.size(file);
                    most += file.toString().endsWith(".log") ? limits.bytes() * limits.files() : 0;
                }
            } catch (IOException e) {
                return Finding.warning("LOGS", "logs", e.toString(), "see " + home.logs());
            }
        }
        String cause = (bytes >> 20) + " MiB in " + home.logs();
        return bytes <= most
                ? Finding.ok("LOGS", "logs", cause)
                : Finding.warning(
                        "LOGS",
                        "logs",
                        cause
                                + ", more than "
                                + LogLimits.SIZE
                                + " and "
                                + LogLimits.FILES
                                + " allow",
                        "delete what is not of this platform, or old files named *.log.N");
    }

    private Finding clock() {
        String now = clock.instant().toString();
        if (!Files.exists(home.caFile())) {
            return Finding.ok("CLOCK", "clock", now);
        }
        try (var in = Files.newInputStream(home.caFile())) {
            ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in))
                    .checkValidity(Date.from(clock.instant()));
            return Finding.ok("CLOCK", "clock", now);
        } catch (CertificateNotYetValidException | CertificateExpiredException e) {
            return Finding.failure(
                    "CLOCK",
                    "clock",
                    now + " is outside the time for which " + home.caFile() + " is valid",
                    "set the clock of this machine");
        } catch (IOException | GeneralSecurityException e) {
            return Finding.failure(
                    "CLOCK",
                    home.caFile().toString(),
                    "cannot be read",
                    "restore it, or ./activate reset");
        }
    }

    private static long limit() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(
                            line ->
                                    line.substring("Max open files".length())
                                            .strip()
                                            .split("\\s+", 2)[0])
                    .mapToLong(
                            soft ->
                                    soft.toLowerCase(Locale.ROOT).equals("unlimited")
                                            ? Long.MAX_VALUE
                                            : Long.parseLong(soft))
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            // The kernel does not say.
            return Long.MAX_VALUE;
        }
    }

    private static long proc(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
