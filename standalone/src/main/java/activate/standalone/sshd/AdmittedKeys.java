package activate.standalone.sshd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/** The keys that log in now, for one user name. */
public final class AdmittedKeys implements PublickeyAuthenticator {

    /** A file of this name asks whoever feeds us for the keys as they are now. */
    public static final String WISH = ".keys-wanted";

    private static final Duration WISH_TIME = Duration.ofSeconds(5);

    private final String user;
    private final Path wish;
    private List<PublicKey> keys = List.of();
    private long generation;

    AdmittedKeys(String user, Path folder) {
        this.user = user;
        this.wish = folder.resolve(WISH);
    }

    /** Lines that are no keys are passed over: one bad key must not lock out the others. */
    void replace(String lines) {
        List<PublicKey> parsed = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                parsed.add(
                        PublicKeyEntry.parsePublicKeyEntry(line.strip())
                                .resolvePublicKey(null, null, null));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                System.err.println("key not understood: " + e.getMessage());
            }
        }
        synchronized (this) {
            keys = List.copyOf(parsed);
            generation++;
            notifyAll();
        }
    }

    /**
     * A key may have been registered a moment ago: before it is refused, the keys are asked for
     * again.
     */
    @Override
    public synchronized boolean authenticate(
            String username, PublicKey key, ServerSession session) {
        if (!username.equals(user)) {
            return false;
        }
        if (isKnown(key)) {
            return true;
        }
        try {
            Files.write(wish, new byte[0]);
            long before = generation;
            long deadline = System.nanoTime() + WISH_TIME.toNanos();
            long rest = WISH_TIME.toMillis();
            while (generation == before && rest > 0) {
                wait(rest);
                rest = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            }
            return isKnown(key);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isKnown(PublicKey key) {
        return keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
    }
}
