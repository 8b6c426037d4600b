package activate.standalone.sshd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/** The keys that log in now, for one user name. */
public final class AdmittedKeys implements PublickeyAuthenticator {

    /** A file of this name asks whoever feeds us for the keys as they are now. */
    public static final String WISH = ".keys-wanted";

    private static final long WISH_SECONDS = 5;

    private final String user;
    private final Path wish;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition replaced = lock.newCondition();
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
        lock.lock();
        try {
            keys = List.copyOf(parsed);
            generation++;
            replaced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A key may have been registered a moment ago: before it is refused, the keys are asked for
     * again.
     */
    @Override
    public boolean authenticate(String username, PublicKey key, ServerSession session) {
        if (!username.equals(user)) {
            return false;
        }
        lock.lock();
        try {
            if (isKnown(key)) {
                return true;
            }
            long before = generation;
            Files.write(wish, new byte[0]);
            long rest = TimeUnit.SECONDS.toNanos(WISH_SECONDS);
            while (generation == before && rest > 0) {
                rest = replaced.awaitNanos(rest);
            }
            return isKnown(key);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isKnown(PublicKey key) {
        return keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
    }
}
