package activate.embedded.vault;

import activate.embedded.home.PrivateFiles;
import activate.embedded.part.PartFailure;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The whole content as one encrypted file; a change is on disk before {@link #change} returns, or
 * has not happened.
 */
final class SealedFile {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] FORMAT = {'A', 'V', '1', '\n'};

    private final ObjectMapper mapper = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final Path file;
    private final SecretKeySpec key;
    private ObjectNode content;

    SealedFile(Path file, String hexKey) {
        this.file = file;
        this.key = new SecretKeySpec(HexFormat.of().parseHex(hexKey), "AES");
        this.content = Files.exists(file) ? load() : mapper.createObjectNode();
    }

    synchronized <T> T read(Function<ObjectNode, T> question) {
        return question.apply(content);
    }

    /** Works on a copy, so that an exception or a full disk leaves everything as it was. */
    synchronized <T> T change(Function<ObjectNode, T> operation) {
        ObjectNode copy = content.deepCopy();
        T answer = operation.apply(copy);
        store(copy);
        content = copy;
        return answer;
    }

    private void store(ObjectNode next) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(mapper.writeValueAsBytes(next));
            PrivateFiles.write(
                    file,
                    ByteBuffer.allocate(FORMAT.length + NONCE_BYTES + sealed.length)
                            .put(FORMAT)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the vault file cannot be written", e);
        }
    }

    private ObjectNode load() {
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            byte[] format = new byte[FORMAT.length];
            byte[] nonce = new byte[NONCE_BYTES];
            bytes.get(format).get(nonce);
            byte[] sealed = new byte[bytes.remaining()];
            bytes.get(sealed);
            return (ObjectNode) mapper.readTree(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new PartFailure("the vault file does not fit its key, or is damaged: " + file, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(FORMAT);
        return cipher;
    }
}
