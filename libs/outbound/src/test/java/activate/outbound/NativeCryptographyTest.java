package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.network.TestCertificate;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that have brought native cryptography, or a part of it, or none: each in its JVM. */
class NativeCryptographyTest {
    private static final Path LIBRARY = Path.of(System.getProperty("conscrypt", ""));

    private final Path directory;
    private final TestCertificate certificate;

    NativeCryptographyTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.certificate = TestCertificate.make(directory, "localhost");
    }

    /** What such a program says that has these on its class path. */
    private String reach(Path... libraries) throws Exception {
        String classpath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("conscrypt"))
                        .collect(Collectors.joining(File.pathSeparator));
        for (Path library : libraries) {
            classpath += File.pathSeparator + library;
        }
        Path err = directory.resolve("err");
        try (PlatformTwin platform =
                new PlatformTwin(certificate, request -> request.response().end())) {
            Process program =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    classpath,
                                    ReachOnce.class.getName(),
                                    platform.uri("/").toString(),
                                    certificate.pem().toString())
                            .redirectError(err.toFile())
                            .start();
            String said =
                    new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // The JVM itself has something to say of a damaged library.
            return program.exitValue() == 0 ? said.strip() : Files.readString(err);
        }
    }

    /** The library with this for its native parts; without them where it is empty. */
    private Path libraryWith(byte[] nativePart) throws IOException {
        Path changed = directory.resolve("changed.jar");
        try (JarFile from = new JarFile(LIBRARY.toFile());
                OutputStream file = Files.newOutputStream(changed);
                JarOutputStream to = new JarOutputStream(file)) {
            List<JarEntry> entries = Collections.list(from.entries());
            for (JarEntry entry : entries) {
                boolean isNative = entry.getName().startsWith("META-INF/native/lib");
                if (isNative && nativePart.length == 0) {
                    continue;
                }
                to.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream content = from.getInputStream(entry)) {
                    to.write(isNative ? nativePart : content.readAllBytes());
                }
            }
        }
        return changed;
    }

    @Test
    void whereItIsThereItIsAskedFirst() throws Exception {
        assertThat(reach(LIBRARY)).isEqualTo("200 Conscrypt");
    }

    @Test
    void whereItIsNotTheJdkDoesItAll() throws Exception {
        assertThat(reach()).isEqualTo("200 SunJSSE");
    }

    @Test
    void whereItsNativePartIsMissingOrDamagedTheJdkDoesItAll() throws Exception {
        assertThat(reach(libraryWith(new byte[0]))).isEqualTo("200 SunJSSE");
        assertThat(reach(libraryWith(new byte[] {1, 2, 3}))).isEqualTo("200 SunJSSE");
    }
}
