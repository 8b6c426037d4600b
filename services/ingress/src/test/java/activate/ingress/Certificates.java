package activate.ingress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes certificates for localhost with the JDK's own keytool, and writes them as PEM. */
final class Certificates {

    private Certificates() {}

    /** Writes {@code cert.pem} and {@code key.pem} into the folder. */
    static void write(Path folder, String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Files.deleteIfExists(store);
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
                        "secret1"));
        var keys = java.security.KeyStore.getInstance(store.toFile(), "secret1".toCharArray());
        pem(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("edge").getEncoded());
        pem(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("edge", "secret1".toCharArray()).getEncoded());
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
