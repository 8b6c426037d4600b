package activate.agent.upgrade;

import activate.agent.platform.AgentApi;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;

/**
 * Fetches the version that the platform offers and lays it ready. Nothing of it runs before its
 * checksum was right, and what is started now stays as it is: {@code start.sh} tries the new one
 * when the agent starts the next time.
 */
public final class UpgradeAgent {
    private static final long MOST_ARCHIVE = 256L << 20;
    private static final long MOST_UNPACKED = 1L << 30;
    private static final Duration FIRST_RUN = Duration.ofSeconds(30);

    private final InstallRoot root;
    private final AgentApi api;

    public UpgradeAgent(InstallRoot root, AgentApi api) {
        this.root = root;
        this.api = api;
    }

    /** The version that the platform offers now: the SHA-256 of its archive. */
    public String offered() throws AgentFailure, IOException {
        AgentApi.Answer answer = api.offeredSum();
        if (!answer.isSuccess()) {
            throw new AgentFailure(
                    Code.REFUSED,
                    "the platform offers no agent: " + answer.detail(),
                    "ask its operator: ACTIVATE_AGENT_DIST of the ingress names the folder");
        }
        String version = answer.body().strip().split("\\s", 2)[0];
        if (!InstallRoot.VERSION.matcher(version).matches()) {
            throw new AgentFailure(
                    Code.FAILED,
                    "the platform's answer holds no checksum",
                    "check what is between this machine and the platform");
        }
        return version;
    }

    /**
     * Lays a version ready.
     *
     * @param again whether one that did not link may be tried once more
     */
    public void prepare(String version, boolean again) throws AgentFailure, IOException {
        try (FileLock lock = root.lock()) {
            InstallRoot.Refused refused =
                    root.refused()
                            .filter(known -> lock.isValid() && known.version().equals(version))
                            .orElse(null);
            if (refused != null && !again) {
                throw new AgentFailure(
                        Code.REFUSED,
                        "version "
                                + InstallRoot.shown(version)
                                + " was tried already: "
                                + refused.reason(),
                        "wait for another one, or try it once more: --again");
            }
            root.clean();
            // The one before has shown that it links.
            boolean known = root.previous().filter(version::equals).isPresent();
            if (!known || !root.isComplete(version)) {
                fetch(version);
            }
            root.stage(version);
        }
    }

    private void fetch(String version) throws AgentFailure, IOException {
        Path work = Files.createTempDirectory(root.versions(), ".new-");
        try {
            Path archive = work.resolve("agent.tar.gz");
            api.archive(archive, MOST_ARCHIVE);
            String sum = sha256(archive);
            if (!sum.equals(version)) {
                throw new AgentFailure(
                        Code.FAILED,
                        "the checksum does not match: what came has "
                                + InstallRoot.shown(sum)
                                + ", offered is "
                                + InstallRoot.shown(version),
                        "try again: the platform may just have been upgraded; else something between changes it");
            }
            Path unpacked = Files.createDirectory(work.resolve("unpacked"));
            unpack(archive, unpacked);
            Path bundle = unpacked.resolve("activate-agent");
            requireRuns(bundle.resolve("bin/activate-agent"));
            InstallRoot.delete(root.version(version));
            Files.move(bundle, root.version(version));
        } finally {
            InstallRoot.delete(work);
        }
    }

    private static void unpack(Path archive, Path target) throws AgentFailure, IOException {
        try {
            new UnpackArchive(target, MOST_UNPACKED).unpack(archive);
        } catch (BadArchiveException
                | ZipException
                | EOFException
                // A name twice, or in a folder that is not in the archive.
                | FileAlreadyExistsException
                | NoSuchFileException e) {
            throw new AgentFailure(
                    Code.FAILED,
                    "the offered agent cannot be unpacked: " + e.getMessage(),
                    "the present one goes on; tell the platform's operator",
                    e);
        }
    }

    private static void requireRuns(Path program) throws AgentFailure, IOException {
        boolean good = false;
        if (Files.isExecutable(program)) {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                good =
                        process.waitFor(FIRST_RUN.toSeconds(), TimeUnit.SECONDS)
                                && process.exitValue() == 0;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                process.destroyForcibly();
            }
        }
        if (!good) {
            throw new AgentFailure(
                    Code.FAILED,
                    "the offered agent does not run on this machine",
                    "the present one goes on; tell the platform's operator");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] part = new byte[64 * 1024];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                digest.update(part, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the runtime has no SHA-256", e);
        }
    }
}
