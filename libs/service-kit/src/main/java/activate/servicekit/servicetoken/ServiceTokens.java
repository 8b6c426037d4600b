package activate.servicekit.servicetoken;

import activate.servicekit.credential.Credential;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Issues and verifies the ES256 tokens, good for 60 seconds, between services. */
@ApplicationScoped
public class ServiceTokens {
    private static final float LIFE_MINUTES = 1f;
    private static final long REUSE_NANOS = 30_000_000_000L;

    private final ServiceConfig config;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();
    private volatile @Nullable PrivateKey key;
    private volatile @Nullable JwtConsumer consumer;

    private record Issued(String token, long atNanos) {}

    /** Reads no file yet, so that a service without internal calls needs none. */
    public ServiceTokens(ServiceConfig config) {
        this.config = config;
    }

    /** A token by which {@code audience} will know this service; reused for half its life. */
    public String issue(String audience) {
        long now = System.nanoTime();
        return issued.compute(
                        audience,
                        (name, old) ->
                                old != null && now - old.atNanos() < REUSE_NANOS
                                        ? old
                                        : new Issued(sign(name), now))
                .token();
    }

    /** The name of the service whose token this is, or nothing if it is none or not good. */
    public Optional<String> verify(Credential credential) {
        return credential instanceof Credential.Token(var token) ? verify(token) : Optional.empty();
    }

    /** The name of the service that made {@code token} for us, or nothing if it is not good. */
    public Optional<String> verify(String token) {
        try {
            JwtClaims claims = consumer().processToClaims(token);
            return Optional.of(claims.getIssuer());
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    private String sign(String audience) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(config.name());
        claims.setAudience(audience);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(LIFE_MINUTES);
        claims.setGeneratedJwtId();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(config.name());
        signature.setKey(key());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The service key cannot sign ES256", e);
        }
    }

    private PrivateKey key() {
        PrivateKey known = key;
        if (known == null) {
            known = readKey(file(config.keyFile(), "activate.service.key-file"));
            key = known;
        }
        return known;
    }

    private JwtConsumer consumer() {
        JwtConsumer known = consumer;
        if (known == null) {
            known = makeConsumer(file(config.jwksFile(), "activate.service.jwks-file"));
            consumer = known;
        }
        return known;
    }

    private JwtConsumer makeConsumer(Path file) {
        try {
            JsonWebKeySet keys = new JsonWebKeySet(Files.readString(file));
            return new JwtConsumerBuilder()
                    .setRequireExpirationTime()
                    .setRequireIssuedAt()
                    .setAllowedClockSkewInSeconds(5)
                    .setMaxFutureValidityInMinutes(2)
                    .setExpectedAudience(config.name())
                    .setExpectedIssuers(true, (String[]) null)
                    .setJwsAlgorithmConstraints(
                            AlgorithmConstraints.ConstraintType.PERMIT,
                            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                    .setVerificationKeyResolver(
                            new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                    .registerValidator(ServiceTokens::issuerIsSigner)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (JoseException e) {
            throw new IllegalStateException(file + " is no JSON Web Key Set", e);
        }
    }

    /** A service may only speak in its own name: the key's id is the issuer. */
    private static @Nullable String issuerIsSigner(org.jose4j.jwt.consumer.JwtContext context)
            throws MalformedClaimException {
        String signer = context.getJoseObjects().getFirst().getKeyIdHeaderValue();
        String issuer = context.getJwtClaims().getIssuer();
        return issuer != null && issuer.equals(signer) ? null : "issuer is not the signer";
    }

    private static PrivateKey readKey(Path file) {
        try {
            String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            byte[] encoded = Base64.getDecoder().decode(body);
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " holds no PKCS#8 P-256 key", e);
        }
    }

    private static Path file(Optional<Path> configured, String name) {
        return configured.orElseThrow(
                () -> new IllegalStateException(name + " is not set; the supervisor sets it"));
    }
}
