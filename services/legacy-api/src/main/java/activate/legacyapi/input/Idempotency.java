package activate.legacyapi.input;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.stored.RequestKey;
import activate.servicekit.problem.Problem;
import activate.servicekit.secret.Secrets;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the name that a caller gave to a request. */
@ApplicationScoped
public class Idempotency {
    /** The header that carries it. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final ObjectWriter json;
    private final UriInfo uri;

    @Inject
    Idempotency(ObjectMapper json, UriInfo uri) {
        this.uri = uri;
        // What is absent counts for nothing: a member that is new does not change old requests.
        this.json = json.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL).writer();
    }

    /**
     * The key as it is stored: another user's same key is another key.
     *
     * @param header none where the request has no name
     * @param body what is asked for, as it was understood: spaces and the order of members count
     *     for nothing
     * @throws Problem where the header is no key
     */
    public @Nullable RequestKey of(Account caller, @Nullable String header, Object body) {
        if (header == null) {
            return null;
        }
        if (!KEY.matcher(header).matches()) {
            throw Problem.invalid(
                    HEADER, "the header " + HEADER + " (expected: 1 to 255 visible ASCII letters)");
        }
        try {
            return new RequestKey(
                    Secrets.digest(caller.id() + "\n" + header),
                    Secrets.digest(uri.getPath() + "\n" + json.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that was read cannot be written", e);
        }
    }
}
