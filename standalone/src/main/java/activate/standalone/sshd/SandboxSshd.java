package activate.standalone.sshd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * Apache MINA SSHD on loopback for one account: this process's own. Its settings come as lines of
 * JSON on standard input, the first with port, user, host key and admitted keys, later ones with
 * other keys; at its end the server stops.
 */
public final class SandboxSshd {

    private SandboxSshd() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        var mapper = new ObjectMapper();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String first = in.readLine();
        if (first == null) {
            return;
        }
        JsonNode settings = mapper.readTree(first);
        var keys =
                new AdmittedKeys(
                        settings.path("user").asText(), Path.of(settings.path("folder").asText()));
        keys.replace(settings.path("keys").asText());
        try (SshServer server = SshServer.setUpDefaultServer()) {
            server.setHost("127.0.0.1");
            server.setPort(settings.path("port").asInt());
            server.setKeyPairProvider(
                    KeyPairProvider.wrap(hostKey(settings.path("hostKey").asText())));
            server.setPublickeyAuthenticator(keys);
            server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
            server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
            server.setShellFactory(_ -> new InvertedShellWrapper(new LoginProcess(null)));
            server.setCommandFactory(
                    (_, command) -> new InvertedShellWrapper(new LoginProcess(command)));
            server.start();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                keys.replace(mapper.readTree(line).path("keys").asText());
            }
        }
        System.exit(0);
    }

    private static List<KeyPair> hostKey(String text) throws IOException, GeneralSecurityException {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        Iterable<KeyPair> pairs =
                SecurityUtils.loadKeyPairIdentities(
                        null, NamedResource.ofName("host key"), bytes, FilePasswordProvider.EMPTY);
        return List.of(pairs.iterator().next());
    }
}
