package activate.legacyapi.auth;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The caller of the request that is being answered. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;

    /** The caller; there is one on every route that is not public. */
    public Caller get() {
        Caller known = caller;
        if (known == null) {
            throw AuthProblems.unauthenticated();
        }
        return known;
    }

    void set(Caller known) {
        caller = known;
    }
}
