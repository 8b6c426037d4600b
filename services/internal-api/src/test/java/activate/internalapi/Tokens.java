package activate.internalapi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys of a platform under test, and the tokens made with them. */
final class Tokens {

    static final String ISSUER = "https://platform.test";

    private static final EllipticCurveJsonWebKey SERVICE = serviceKey();
    private static final RsaJsonWebKey USERS = userKey();

    private Tokens() {}

    static Path serviceKeys() throws Exception {
        Path file = Files.createTempFile("services", ".jwks");
        return Files.writeString(file, publicKeys(SERVICE));
    }

    static String userKeys() {
        return publicKeys(USERS);
    }

    static String service(String audience) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("legacy-api");
        claims.setAudience(audience);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(1);
        return sign(claims, SERVICE, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    }

    static String user(String name, boolean admin) throws JoseException {
        return user(name, admin, "credential", Instant.now());
    }

    static String user(String name, boolean admin, String credential, Instant issuedAt)
            throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setSubject("id-of-" + name);
        claims.setIssuedAt(NumericDate.fromSeconds(issuedAt.getEpochSecond()));
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("username", name);
        claims.setStringClaim("organization", "default");
        claims.setStringClaim("cred", credential);
        claims.setClaim("admin", admin);
        return sign(claims, USERS, AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    private static String sign(JwtClaims claims, PublicJsonWebKey key, String algorithm)
            throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(algorithm);
        return signature.getCompactSerialization();
    }

    private static String publicKeys(JsonWebKey key) {
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static EllipticCurveJsonWebKey serviceKey() {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("legacy-api");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey userKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("users-1");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
