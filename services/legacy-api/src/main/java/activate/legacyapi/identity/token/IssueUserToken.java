package activate.legacyapi.identity.token;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs tokens that stand for a user's credential for a while. */
@ApplicationScoped
public class IssueUserToken {
    private final SigningKeys keys;
    private final Platform platform;

    @Inject
    IssueUserToken(SigningKeys keys, Platform platform) {
        this.keys = keys;
        this.platform = platform;
    }

    /** A token and when it ends. */
    public record Issued(String token, Instant expiresAt) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * A token for {@code account} that falls with the credential and never outlives it. It is as
     * old as the check of the credential, however long the key that signs was waited for.
     */
    public Issued issue(Account account, CheckedCredential credential, Duration life) {
        RsaJsonWebKey key = keys.signer();
        Instant now = credential.checkedAt().truncatedTo(ChronoUnit.SECONDS);
        Instant longest = now.plus(life);
        Instant last = credential.endsAt();
        Instant end =
                last == null || longest.isBefore(last)
                        ? longest
                        : last.truncatedTo(ChronoUnit.SECONDS);
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(platform.origin());
        claims.setSubject(account.id());
        claims.setJwtId(platform.newId());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
        claims.setStringClaim("username", account.username());
        claims.setStringClaim("safe_username", account.profile().safeUsername());
        claims.setStringClaim("organization", account.organization());
        claims.setClaim("admin", account.roles().platformAdmin());
        claims.setStringClaim("platform_host", platform.host());
        claims.setStringClaim("cred", credential.id());
        return new Issued(sign(claims, key), end);
    }

    private static String sign(JwtClaims claims, RsaJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the signing key cannot sign RS256", e);
        }
    }
}
