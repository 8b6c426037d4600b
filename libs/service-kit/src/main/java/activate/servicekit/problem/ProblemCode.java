package activate.servicekit.problem;

/**
 * A kind of error. Declared once: in the {@code XProblems} of its feature, or here where several
 * services answer with it.
 *
 * @param code stable word that programs test, for example {@code cluster_not_found}
 * @param status HTTP status
 * @param title one short sentence, the same for every occurrence
 */
public record ProblemCode(String code, int status, String title) {
    public static final ProblemCode UNAUTHENTICATED =
            new ProblemCode("unauthenticated", 401, "You are not signed in.");
    public static final ProblemCode SERVICE_UNAUTHENTICATED =
            new ProblemCode("service_unauthenticated", 401, "This is no service of the platform.");
    public static final ProblemCode FORBIDDEN =
            new ProblemCode("forbidden", 403, "You may not do this.");
    public static final ProblemCode NOT_FOUND =
            new ProblemCode("not_found", 404, "There is nothing here.");
    public static final ProblemCode CONFLICT =
            new ProblemCode("conflict", 409, "This conflicts with what is there.");
    public static final ProblemCode RATE_LIMITED =
            new ProblemCode("rate_limited", 429, "Too many requests.");
    public static final ProblemCode INVALID_REQUEST =
            new ProblemCode("invalid_request", 400, "The request is not valid.");
    public static final ProblemCode METHOD_NOT_ALLOWED =
            new ProblemCode("method_not_allowed", 405, "This method is not offered here.");
    public static final ProblemCode NOT_ACCEPTABLE =
            new ProblemCode("not_acceptable", 406, "The answer has none of these types.");
    public static final ProblemCode BODY_TOO_LARGE =
            new ProblemCode("body_too_large", 413, "The body is too large.");
    public static final ProblemCode UNSUPPORTED_MEDIA_TYPE =
            new ProblemCode("unsupported_media_type", 415, "The body has another type.");
    public static final ProblemCode UNAVAILABLE =
            new ProblemCode("unavailable", 503, "A part of the platform is away for the moment.");
    public static final ProblemCode INTERNAL =
            new ProblemCode("internal", 500, "The platform failed.");
    public static final ProblemCode CLUSTER_NOT_FOUND =
            new ProblemCode("cluster_not_found", 404, "There is no such cluster.");
    public static final ProblemCode NODE_NOT_FOUND =
            new ProblemCode("node_not_found", 404, "The cluster has no such node.");

    /** The same kind of error where HTTP has a status of its own for it. */
    ProblemCode withStatus(int other) {
        return new ProblemCode(code, other, title);
    }
}
