package activate.servicekit.caller;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** Verifies user tokens (RS256) against the public keys of their issuer. Any thread. */
public final class UserTokens {
    private final JwtConsumer consumer;

    /** What became of a token. */
    public sealed interface Verdict {
        /** Good: made by the platform, in time. */
        record Good(Caller caller) implements Verdict {}

        /** Made with a key that is not known here. */
        record UnknownKey() implements Verdict {}

        /** Not good. */
        record Bad(String reason) implements Verdict {}
    }

    /**
     * @param keys public keys of the issuer, which stay the same
     * @param issuer public URL of the platform
     */
    public UserTokens(List<JsonWebKey> keys, String issuer) {
        this(new JwksVerificationKeyResolver(keys), issuer);
    }

    /** With keys that may become others. */
    UserTokens(VerificationKeyResolver keys, String issuer) {
        consumer =
                new JwtConsumerBuilder()
                        .setRequireExpirationTime()
                        .setRequireSubject()
                        .setAllowedClockSkewInSeconds(5)
                        .setExpectedIssuer(issuer)
                        .setSkipDefaultAudienceValidation()
                        .setJwsAlgorithmConstraints(
                                AlgorithmConstraints.ConstraintType.PERMIT,
                                AlgorithmIdentifiers.RSA_USING_SHA256)
                        .setVerificationKeyResolver(keys)
                        .build();
    }

    /** Checks signature, issuer and time of {@code token}. */
    public Verdict verify(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            return new Verdict.Good(
                    new Caller(
                            claims.getSubject(),
                            text(claims, "username"),
                            text(claims, "safe_username"),
                            text(claims, "organization"),
                            Boolean.TRUE.equals(claims.getClaimValue("admin")),
                            text(claims, "cred"),
                            issuedAt(claims),
                            Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis())));
        } catch (InvalidJwtException e) {
            if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
                return new Verdict.Bad("expired");
            }
            boolean unresolved = e.getCause() instanceof org.jose4j.lang.UnresolvableKeyException;
            return unresolved ? new Verdict.UnknownKey() : new Verdict.Bad("not valid");
        } catch (MalformedClaimException e) {
            return new Verdict.Bad("not valid");
        }
    }

    /** A token that does not say when it was made is older than every revocation. */
    private static Instant issuedAt(JwtClaims claims) throws MalformedClaimException {
        return claims.getIssuedAt() == null
                ? Instant.EPOCH
                : Instant.ofEpochMilli(claims.getIssuedAt().getValueInMillis());
    }

    private static String text(JwtClaims claims, String name) throws MalformedClaimException {
        return Optional.ofNullable(claims.getClaimValue(name, String.class)).orElse("");
    }
}
