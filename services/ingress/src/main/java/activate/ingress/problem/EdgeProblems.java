package activate.ingress.problem;

import java.time.Duration;
import java.util.Map;

/** Every problem code that the edge answers by itself. */
public final class EdgeProblems {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String BAD_REQUEST = "Bad request";

    private EdgeProblems() {}

    public static EdgeProblem badPath(String why) {
        return new EdgeProblem(
                400, "invalid_path", BAD_REQUEST, "The path is refused: " + why + ".");
    }

    public static EdgeProblem badHeader(String why) {
        return new EdgeProblem(
                400,
                "invalid_header",
                BAD_REQUEST,
                "The request headers are refused: " + why + ".");
    }

    public static EdgeProblem malformed() {
        return new EdgeProblem(
                400, "malformed_request", BAD_REQUEST, "The request could not be parsed as HTTP.");
    }

    public static EdgeProblem httpsRequired() {
        return new EdgeProblem(
                403,
                "https_required",
                "HTTPS required",
                "This resource is served over HTTPS only.");
    }

    public static EdgeProblem notFound() {
        return new EdgeProblem(
                404, "not_found", "There is nothing here.", "Nothing is served at this path.");
    }

    /**
     * @param allow methods that the path takes, as the header {@code Allow} has them
     */
    public static EdgeProblem methodNotAllowed(String allow) {
        return new EdgeProblem(
                405,
                "method_not_allowed",
                "This method is not offered here.",
                "This path does not take this method.",
                Map.of("allow", allow));
    }

    public static EdgeProblem requestTimeout() {
        return new EdgeProblem(
                408, "request_timeout", "Request timeout", "The request body came too slowly.");
    }

    public static EdgeProblem bodyTooLarge(long limit) {
        return new EdgeProblem(
                413,
                "body_too_large",
                "The body is too large.",
                "The request body is larger than the limit of " + limit + " bytes.");
    }

    public static EdgeProblem uriTooLong(long limit) {
        return new EdgeProblem(
                414,
                "uri_too_long",
                "Request line too long",
                "The request line is longer than the limit of " + limit + " bytes.");
    }

    public static EdgeProblem expectation() {
        return new EdgeProblem(
                417,
                "expectation_failed",
                "Expectation failed",
                "Only 100-continue is understood.");
    }

    public static EdgeProblem upgradeRequired() {
        return new EdgeProblem(
                426,
                "upgrade_required",
                "This address speaks WebSocket only.",
                "This path is a WebSocket over HTTP/1.1.");
    }

    public static EdgeProblem tooManyFromAddress(String what) {
        return new EdgeProblem(
                429,
                "rate_limited",
                "Too many requests.",
                "Too many " + what + " of this address at the same time.",
                retryAfter(Duration.ofSeconds(5)));
    }

    public static EdgeProblem headersTooLarge(long limit) {
        return new EdgeProblem(
                431,
                "headers_too_large",
                "Headers too large",
                "The request headers are larger than the limit of " + limit + " bytes.");
    }

    public static EdgeProblem upstreamFailed(String service) {
        return new EdgeProblem(
                502, "upstream_failed", "Bad gateway", "The answer of " + service + " broke off.");
    }

    public static EdgeProblem unavailable(String service) {
        return new EdgeProblem(
                503,
                "unavailable",
                "A part of the platform is away for the moment.",
                service + " cannot be reached now.",
                retryAfter(SOON));
    }

    public static EdgeProblem overloaded() {
        return new EdgeProblem(
                503,
                "overloaded",
                "Overloaded",
                "The platform is at its limit of work.",
                retryAfter(SOON));
    }

    public static EdgeProblem busy(String service) {
        return new EdgeProblem(
                503,
                "overloaded",
                "Overloaded",
                service + " is at its limit of work.",
                retryAfter(SOON));
    }

    public static EdgeProblem upstreamTimeout(String service) {
        return new EdgeProblem(
                504, "upstream_timeout", "Gateway timeout", service + " did not answer in time.");
    }

    public static EdgeProblem httpVersion() {
        return new EdgeProblem(
                505, "http_version", "HTTP version not supported", "Use HTTP/1.1 or HTTP/2.");
    }

    private static Map<String, String> retryAfter(Duration pause) {
        return Map.of("retry-after", Long.toString(pause.toSeconds()));
    }
}
