package activate.outbound;

import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.conscrypt.OpenSSLProvider;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the cryptography of a native library, where the program has brought one, before the
 * JDK's own: that is compiled while it is used, so that a first handshake takes several times as
 * long. Where the library cannot be loaded, nothing changes.
 */
final class NativeCryptography {
    private static final String SETTING = "security.provider.";
    private static final String TLS = "SunJSSE";

    private NativeCryptography() {}

    /** Takes effect where nothing has asked for any cryptography before. */
    static void prefer() {
        try {
            // A provider that fails later would end whatever asks for it.
            if (Conscrypt.isAvailable()) {
                putFirst(OpenSSLProvider.class.getName());
            }
        } catch (LinkageError _) {
            // The program has not brought it.
        }
    }

    private static void putFirst(String provider) {
        List<String> providers = new ArrayList<>();
        for (String name = setting(1); name != null; name = setting(providers.size() + 1)) {
            providers.add(name);
        }
        if (providers.contains(provider)) {
            return;
        }
        providers.addFirst(provider);
        // The trust manager is the JDK's; whoever stands before it is loaded when it is looked for.
        if (providers.remove(TLS)) {
            providers.add(2, TLS);
        }
        for (int at = 0; at < providers.size(); at++) {
            Security.setProperty(SETTING + (at + 1), providers.get(at));
        }
    }

    private static @Nullable String setting(int number) {
        return Security.getProperty(SETTING + number);
    }
}
