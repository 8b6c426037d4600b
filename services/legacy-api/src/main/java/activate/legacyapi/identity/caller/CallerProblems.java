package activate.legacyapi.identity.caller;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;

/** What goes wrong with callers. */
public final class CallerProblems {
    private static final ProblemCode BROWSER_ONLY =
            new ProblemCode("browser_session_required", 403, "This needs a browser session.");

    /** A page of another site made the browser ask. */
    public static final ProblemCode CROSS_SITE =
            new ProblemCode("cross_site_request", 403, "The request comes from another site.");

    private CallerProblems() {}

    /** No credential, or none that is good. */
    public static Problem unauthenticated() {
        return Problem.of(
                ProblemCode.UNAUTHENTICATED,
                "Sign in, or send an API key (Basic) or a token (Bearer) that is still good.");
    }

    /** The same answer whether there is none or it is not the caller's to see. */
    public static Problem noOrganization(String organization) {
        return Problem.of(
                new ProblemCode("organization_not_found", 404, "There is no such organization."),
                "There is no organization of this name: " + organization);
    }

    /** The caller is known, by a credential that may not do this. */
    public static Problem browserOnly() {
        return Problem.of(
                BROWSER_ONLY,
                "This needs a sign-in with the browser; keys and tokens may not do it.");
    }

    /** Whoever asked is no machine of the platform. */
    public static Problem machinesOnly() {
        return Problem.of(
                ProblemCode.UNAUTHENTICATED, "Only nodes and services may ask, with their key.");
    }

    /** The caller is known and may not. */
    public static Problem administratorsOnly() {
        return Problem.of(ProblemCode.FORBIDDEN, "Only administrators may do this.");
    }

    /** The user who would be changed has a higher rank. */
    public static Problem higherRank() {
        return Problem.of(
                ProblemCode.FORBIDDEN,
                "This user has a higher rank than you: ask one of that rank.");
    }
}
