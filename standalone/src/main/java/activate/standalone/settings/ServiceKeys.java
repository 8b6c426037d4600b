package activate.standalone.settings;

import activate.embedded.home.CertificateAuthority;
import activate.embedded.home.Home;
import activate.embedded.home.Pem;
import activate.embedded.home.PrivateFiles;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.util.BigIntegers;

/** The ES256 key of each service and the one file with all public halves, made once. */
public final class ServiceKeys {

    private static final int COORDINATE = 32;

    private final Path folder;

    public ServiceKeys(Home home) {
        this.folder = home.root().resolve("keys");
    }

    public Path keyFile(String service) {
        return folder.resolve(service + ".pem");
    }

    public Path jwksFile() {
        return folder.resolve("services.jwks.json");
    }

    /** Makes the missing keys; the JWKS keeps the entries of the others. */
    public void ensure(List<String> services) throws IOException, GeneralSecurityException {
        var mapper = new ObjectMapper();
        Map<String, Map<String, Object>> entries = new LinkedHashMap<>();
        if (Files.exists(jwksFile())) {
            for (var entry : mapper.readTree(jwksFile().toFile()).path("keys")) {
                entries.put(
                        entry.path("kid").asText(),
                        mapper.convertValue(entry, new TypeReference<Map<String, Object>>() {}));
            }
        }
        for (String service : services) {
            if (Files.exists(keyFile(service)) && entries.containsKey(service)) {
                continue;
            }
            KeyPair pair = CertificateAuthority.newKeyPair();
            PrivateFiles.write(keyFile(service), Pem.of(pair.getPrivate()));
            entries.put(service, publicHalf(service, (ECPublicKey) pair.getPublic()));
        }
        PrivateFiles.write(
                jwksFile(),
                mapper.writeValueAsBytes(Map.of("keys", new ArrayList<>(entries.values()))));
    }

    private static Map<String, Object> publicHalf(String service, ECPublicKey key) {
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", "EC");
        jwk.put("crv", "P-256");
        jwk.put("alg", "ES256");
        jwk.put("use", "sig");
        jwk.put("kid", service);
        jwk.put("x", coordinate(key.getW().getAffineX()));
        jwk.put("y", coordinate(key.getW().getAffineY()));
        return jwk;
    }

    /** Exactly 32 bytes, whatever sign byte or missing zeros the number has. */
    private static String coordinate(BigInteger number) {
        byte[] bytes = BigIntegers.asUnsignedByteArray(COORDINATE, number);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
