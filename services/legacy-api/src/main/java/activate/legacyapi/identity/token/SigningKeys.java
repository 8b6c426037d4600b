package activate.legacyapi.identity.token;

import activate.legacyapi.credential.CredentialStore;
import activate.legacyapi.platform.Platform;
import activate.servicekit.caller.UserTokens;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.startup.Preparation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of user tokens. Made once per platform; kept in memory after the first reading, so that
 * signing goes on while the credential store is away.
 */
@ApplicationScoped
public class SigningKeys implements Preparation {
    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final int BITS = 2048;
    private static final String PATH = "activate/legacy-api/user-token-keys/";
    private static final String PRIVATE_JWK = "jwk";
    private static final long PATIENCE_SECONDS = 2;
    private static final long RELOAD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SigningKeyStore publicKeys;
    private final CredentialStore credentials;
    private final Platform platform;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Published published;
    private volatile @Nullable RsaJsonWebKey signer;

    private record Published(List<JsonWebKey> keys, UserTokens verifier, long atNanos) {}

    @Inject
    SigningKeys(SigningKeyStore publicKeys, CredentialStore credentials, Platform platform) {
        this.publicKeys = publicKeys;
        this.credentials = credentials;
        this.platform = platform;
    }

    @Override
    public String name() {
        return "user-token-key";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public void prepare() {
        signer();
    }

    /** The key that signs; throws when it is not in memory and the credential store is away. */
    RsaJsonWebKey signer() {
        RsaJsonWebKey known = signer;
        return known != null ? known : loadSigner();
    }

    /** Every public key, for those who verify. */
    public List<JsonWebKey> publicKeys() {
        return published(false).keys();
    }

    /** What becomes of a user token; keys made by other replicas are looked up once. */
    public UserTokens.Verdict verify(String token) {
        UserTokens.Verdict verdict = published(false).verifier().verify(token);
        return verdict instanceof UserTokens.Verdict.UnknownKey
                ? published(true).verifier().verify(token)
                : verdict;
    }

    /** One at a time, and the others wait for no more than one attempt. */
    private RsaJsonWebKey loadSigner() {
        try {
            if (!loading.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw away();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw away();
        }
        try {
            RsaJsonWebKey known = signer;
            return known != null ? known : readSigner();
        } finally {
            loading.unlock();
        }
    }

    private static Problem away() {
        return Problem.of(
                ProblemCode.UNAVAILABLE, "The store of the platform's own keys does not answer.");
    }

    private RsaJsonWebKey readSigner() {
        SigningKeyDocument document = publicKeys.read().orElseGet(this::makeFirst);
        Optional<RsaJsonWebKey> secret = privateKey(document.current());
        if (secret.isEmpty()) {
            LOG.warnf("signing key is lost, making another kid=%s", document.current());
            publicKeys.succeed(document.current(), makeKey());
            secret = privateKey(publicKeys.read().orElseThrow().current());
        }
        RsaJsonWebKey loaded = secret.orElseThrow();
        signer = loaded;
        published(true);
        return loaded;
    }

    private SigningKeyDocument makeFirst() {
        publicKeys.addFirst(makeKey());
        return publicKeys.read().orElseThrow();
    }

    private SigningKeyDocument.PublicKey makeKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(BITS);
            key.setKeyId(platform.newId());
            key.setUse("sig");
            key.setAlgorithm("RS256");
            credentials.write(
                    PATH + key.getKeyId(),
                    Map.of(PRIVATE_JWK, key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE)));
            return new SigningKeyDocument.PublicKey(
                    key.getKeyId(),
                    key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY),
                    platform.now());
        } catch (JoseException e) {
            throw new IllegalStateException("RSA is part of every Java platform", e);
        }
    }

    private Optional<RsaJsonWebKey> privateKey(String kid) {
        return credentials
                .read(PATH + kid)
                .map(secret -> (RsaJsonWebKey) parse(secret.get(PRIVATE_JWK)));
    }

    private Published published(boolean again) {
        Published known = published;
        boolean young = known != null && System.nanoTime() - known.atNanos() < RELOAD_NANOS;
        if (known != null && (!again || (young && signer == null))) {
            return known;
        }
        List<JsonWebKey> keys =
                publicKeys.read().map(SigningKeyDocument::keys).orElse(List.of()).stream()
                        .map(key -> parse(key.jwk()))
                        .toList();
        Published read =
                new Published(keys, new UserTokens(keys, platform.origin()), System.nanoTime());
        if (!keys.isEmpty()) {
            published = read;
        }
        return read;
    }

    private static JsonWebKey parse(@Nullable String jwk) {
        try {
            return JsonWebKey.Factory.newJwk(jwk);
        } catch (JoseException e) {
            throw new IllegalStateException("a stored key is no JSON Web Key", e);
        }
    }
}
