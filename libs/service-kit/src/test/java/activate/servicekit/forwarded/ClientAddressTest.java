package activate.servicekit.forwarded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientAddressTest {

    private record Settings(Optional<Path> secretFile, Optional<List<String>> trustedProxies)
            implements ForwardedConfig {}

    @Test
    void aNameAmongTheTrustedProxiesIsToldAtTheStart() {
        assertThatThrownBy(() -> make(Optional.empty(), List.of("10.0.0.0/8", "proxy.test")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ACTIVATE_TRUSTED_PROXIES")
                .hasMessageContaining("proxy.test");
    }

    @Test
    void aSecretThatIsNoneIsToldAtTheStart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "short\n");
        assertThatThrownBy(() -> make(Optional.of(file), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("activate.forwarded.secret-file");
        assertThatThrownBy(() -> make(Optional.of(folder.resolve("absent")), List.of()))
                .hasMessageContaining("cannot be read");
    }

    private static ClientAddress make(Optional<Path> secret, List<String> trusted) {
        return new ClientAddress(
                new Settings(secret, Optional.of(trusted)), InstantSource.system());
    }
}
