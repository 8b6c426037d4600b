package activate.legacyapi.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Keys by which services know each other, and tokens made with them. */
public final class ServiceKeys {
    private static @Nullable EllipticCurveJsonWebKey hub;

    private ServiceKeys() {}

    static Map<String, String> make(Path directory) throws IOException {
        try {
            EllipticCurveJsonWebKey own = key("legacy-api");
            EllipticCurveJsonWebKey other = key("agent-hub");
            hub = other;
            Path keyFile = directory.resolve("key.pem");
            Files.writeString(
                    keyFile,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(own.getPrivateKey().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
            Path jwks = directory.resolve("jwks.json");
            JsonWebKeySet set = new JsonWebKeySet(List.of(own, other));
            Files.writeString(jwks, set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            return Map.of(
                    "activate.service.key-file",
                    keyFile.toString(),
                    "activate.service.jwks-file",
                    jwks.toString());
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of agent-hub for this audience. */
    public static String hubToken(String audience) {
        EllipticCurveJsonWebKey key = hub;
        if (key == null) {
            throw new IllegalStateException("the stores are not started");
        }
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("agent-hub");
        claims.setAudience(audience);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(1);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue("agent-hub");
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EllipticCurveJsonWebKey key(String name) throws JoseException {
        EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(name);
        return key;
    }
}
