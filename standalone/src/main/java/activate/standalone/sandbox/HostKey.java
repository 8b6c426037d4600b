package activate.standalone.sandbox;

import activate.embedded.home.PrivateFiles;
import activate.embedded.part.PartFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** The SSH host key of the demo cluster made once. */
final class HostKey {

    private static final int BITS = 256;

    private HostKey() {}

    static Path ensure(Path folder) {
        Path file = folder.resolve("ssh_host_ecdsa_key");
        Path publicFile = folder.resolve("ssh_host_ecdsa_key.pub");
        if (Files.exists(file) && Files.exists(publicFile)) {
            return file;
        }
        try {
            KeyPair pair = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", BITS);
            var text = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "sandbox", null, text);
            PrivateFiles.write(
                    publicFile, PublicKeyEntry.toString(pair.getPublic()) + " sandbox\n");
            PrivateFiles.write(file, text.toByteArray());
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new PartFailure("the SSH host key of the demo cluster could not be made", e);
        }
    }
}
