package activate.testkit.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys by which services know each other, and tokens made with them. */
public final class TestServiceKeys {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final List<String> SERVICES =
            List.of("legacy-api", "internal-api", "cloud-cacher", "agent-hub");

    private final Map<String, EllipticCurveJsonWebKey> keys = new HashMap<>();

    /** New keys for every service. */
    public TestServiceKeys() {
        try {
            for (String service : SERVICES) {
                EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
                key.setKeyId(service);
                keys.put(service, key);
            }
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the files of {@code service} and returns the settings that name them. */
    public Map<String, String> write(Path directory, String service) throws IOException {
        Path keyFile = directory.resolve("service-key.pem");
        Files.writeString(
                keyFile,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(key(service).getPrivateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Path jwks = directory.resolve("service-keys.json");
        JsonWebKeySet set = new JsonWebKeySet(new ArrayList<>(keys.values()));
        Files.writeString(jwks, set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        return Map.of(
                "activate.service.key-file",
                keyFile.toString(),
                "activate.service.jwks-file",
                jwks.toString());
    }

    /** A good token by which {@code issuer} calls {@code audience}. */
    public String token(String issuer, String audience) {
        return token(issuer, issuer, audience);
    }

    /** A token in the name of {@code issuer}, signed with the key of {@code signer}. */
    public String token(String issuer, String signer, String audience) {
        return token(issuer, signer, audience, Instant.now());
    }

    /** The same, made at another time than now. */
    public String token(String issuer, String signer, String audience, Instant issuedAt) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setIssuedAt(NumericDate.fromSeconds(issuedAt.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(issuedAt.plus(LIFE).getEpochSecond()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(signer);
        signature.setKey(key(signer).getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private EllipticCurveJsonWebKey key(String service) {
        EllipticCurveJsonWebKey key = keys.get(service);
        if (key == null) {
            throw new IllegalArgumentException("no such service: " + service);
        }
        return key;
    }
}
