package activate.ingress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Makes certificates for localhost with the JDK's own keytool, and writes them as PEM. */
final class Certificates {

    private static final String PASSWORD = "secret1";
    private static final ConcurrentHashMap<String, KeyStore> MADE = new ConcurrentHashMap<>();

    private Certificates() {}

    /** Writes {@code cert.pem} and {@code key.pem} into the folder. */
    static void write(Path folder, String name) throws Exception {
        KeyStore keys = MADE.computeIfAbsent(name, Certificates::make);
        pem(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("edge").getEncoded());
        pem(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("edge", PASSWORD.toCharArray()).getEncoded());
    }

    private static KeyStore make(String name) {
        try {
            Path store = Files.createTempDirectory("keys").resolve(name + ".p12");
            keytool(store, name);
            return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        } catch (Exception e) {
            // A test without a certificate cannot begin, whatever the reason.
            throw new IllegalStateException("No certificate for " + name, e);
        }
    }

    private static void keytool(Path store, String name) throws Exception {
        run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "edge",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost,dns:*.sessions.localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD));
    }

    private static void pem(Path file, String what, byte[] der) throws IOException {
        String body = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(
                next, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(output);
        }
    }
}
