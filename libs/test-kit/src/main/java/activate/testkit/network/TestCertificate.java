package activate.testkit.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate for {@code localhost} and 127.0.0.1, made by the JDK's own keytool.
 *
 * @param keyStore PKCS 12, with {@link #PASSWORD}
 * @param pem the certificate alone
 */
public record TestCertificate(Path keyStore, Path pem) {
    /** Of every key store. */
    public static final String PASSWORD = "changeit";

    /** A value of {@code -ext}: the certificate is for another host. */
    public static final String OTHER_NAME = "san=dns:elsewhere.example";

    /** Makes one; {@code more} goes to keytool, where the last of an option counts. */
    public static TestCertificate make(Path directory, String name, String... more)
            throws IOException {
        Path store = directory.resolve(name + ".p12");
        Path pem = directory.resolve(name + ".pem");
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "-genkeypair",
                                "-alias",
                                "twin",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "bc=ca:true"));
        words.addAll(List.of(more));
        if (words.stream().noneMatch(word -> word.startsWith("san="))) {
            words.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
        }
        keytool(store, words);
        keytool(store, List.of("-exportcert", "-rfc", "-alias", "twin", "-file", pem.toString()));
        return new TestCertificate(store, pem);
    }

    /** A certificate signed by the given one, which thereby is the CA. */
    public static TestCertificate signed(
            Path directory, String name, TestCertificate ca, String... more) throws IOException {
        TestCertificate made = make(directory, name);
        Path request = directory.resolve(name + ".csr");
        keytool(
                made.keyStore(),
                List.of("-certreq", "-alias", "twin", "-file", request.toString()));
        List<String> sign =
                new ArrayList<>(
                        List.of(
                                "-gencert",
                                "-rfc",
                                "-alias",
                                "twin",
                                "-infile",
                                request.toString(),
                                "-outfile",
                                made.pem().toString(),
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1"));
        sign.addAll(List.of(more));
        keytool(ca.keyStore(), sign);
        keytool(
                made.keyStore(),
                List.of("-importcert", "-noprompt", "-alias", "ca", "-file", ca.pem().toString()));
        keytool(
                made.keyStore(),
                List.of(
                        "-importcert",
                        "-noprompt",
                        "-alias",
                        "twin",
                        "-file",
                        made.pem().toString()));
        keytool(made.keyStore(), List.of("-delete", "-alias", "ca"));
        return made;
    }

    private static void keytool(Path store, List<String> words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1"));
        command.addAll(words);
        command.addAll(
                List.of(
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-storetype",
                        "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool: " + output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (!Files.exists(store)) {
            throw new IOException("keytool made nothing: " + output);
        }
    }
}
