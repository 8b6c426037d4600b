package activate.ingress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Makes certificates for localhost with the JDK's own keytool, and writes them as PEM. */
final class Certificates {

    private static final String PASSWORD = "secret1";
    private static final String NAMES = "san=dns:localhost,dns:*.sessions.localhost,ip:127.0.0.1";
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

    /**
     * Writes a certificate of an authority of its own, whose certificate is {@code ca.pem}, as a
     * public one would make it: with where to ask whether it is revoked.
     *
     * @param algorithm {@code RSA} or {@code EC}
     */
    static void writeSigned(Path folder, String name, String algorithm) throws Exception {
        Path store = Files.createTempDirectory("keys").resolve(name + ".p12");
        Path request = store.resolveSibling("edge.csr");
        Path signed = store.resolveSibling("edge.pem");
        keytool(store, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-groupname", "secp384r1")
                .with(
                        "-dname",
                        "CN=authority",
                        "-validity",
                        "365",
                        "-ext",
                        "bc:c=ca:true,pathlen:0")
                .with("-ext", "ku:c=keyCertSign,cRLSign")
                .run();
        String[] size =
                algorithm.equals("RSA")
                        ? new String[] {"-keysize", "3072"}
                        : new String[] {"-groupname", "secp256r1"};
        keytool(store, "-genkeypair", "-alias", "edge", "-keyalg", algorithm)
                .with(size)
                .with("-dname", "CN=" + name, "-validity", "30")
                .run();
        keytool(store, "-certreq", "-alias", "edge", "-file", request.toString()).run();
        keytool(store, "-gencert", "-rfc", "-alias", "ca", "-infile", request.toString())
                .with("-outfile", signed.toString(), "-validity", "180", "-ext", NAMES)
                .with("-ext", "ku:c=digitalSignature", "-ext", "eku=serverAuth")
                .with("-ext", "crl=uri:http://localhost/none.crl")
                .with("-ext", "aia=ocsp:uri:http://localhost/ocsp")
                .run();
        keytool(store, "-importcert", "-noprompt", "-alias", "edge", "-file", signed.toString())
                .run();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        pem(folder.resolve("ca.pem"), "CERTIFICATE", keys.getCertificate("ca").getEncoded());
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
        keytool(store, "-genkeypair", "-alias", "edge", "-keyalg", "EC")
                .with("-groupname", "secp256r1", "-dname", "CN=" + name)
                .with("-ext", NAMES, "-validity", "30")
                .run();
    }

    private static Keytool keytool(Path store, String... arguments) {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        return new Keytool(new ArrayList<>(List.of(program.toString())))
                .with(arguments)
                .with("-storetype", "PKCS12", "-keystore", store.toString())
                .with("-storepass", PASSWORD);
    }

    private static void pem(Path file, String what, byte[] der) throws IOException {
        String body = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(
                next, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private record Keytool(List<String> command) {

        Keytool with(String... arguments) {
            command.addAll(List.of(arguments));
            return this;
        }

        void run() throws Exception {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        }
    }
}
