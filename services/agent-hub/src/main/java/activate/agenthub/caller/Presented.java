package activate.agenthub.caller;

import activate.servicekit.credential.Credential;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.secret.Secrets;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one credential of a request: its {@code Authorization} header, or else the cookie {@code
 * pw.sso}. A browser sends the cookie with any page's request, so it counts only for the platform's
 * own pages, whatever else is sent.
 */
public record Presented(Credential credential, @Nullable String cookie) {
    private static final String COOKIE = "pw.sso=";

    /** The headers that credentials are made of, as they came. */
    public record Headers(List<String> authorization, List<String> cookie, List<String> origin) {
        public Headers {
            authorization = List.copyOf(authorization);
            cookie = List.copyOf(cookie);
            origin = List.copyOf(origin);
        }

        /** Never shows the credential. */
        @Override
        public String toString() {
            return "Headers[origin=" + origin + "]";
        }
    }

    /** By which the credential may be remembered. */
    public String hash() {
        return Secrets.digest(credential.digest() + "\n" + cookie);
    }

    /** Never shows the credential. */
    @Override
    public String toString() {
        return "Presented[]";
    }

    /**
     * What a socket is opened with; browsers always name the page's origin there.
     *
     * @throws Problem 403 when the cookie is used by another page, 401 when there is no credential
     *     or more than one of a kind
     */
    public static Presented forSocket(Headers headers, URI publicUrl) {
        return of(headers, headers.origin().equals(List.of(ownOrigin(publicUrl))));
    }

    /** What a page is read with; browsers name no origin when it is the page's own. */
    public static Presented forReading(Headers headers, URI publicUrl) {
        boolean isOwn =
                headers.origin().isEmpty()
                        || headers.origin().equals(List.of(ownOrigin(publicUrl)));
        return of(headers, isOwn);
    }

    private static Presented of(Headers headers, boolean fromOwnPage) {
        Credential given = Credential.of(headers.authorization());
        return switch (given) {
            case Credential.Token _,
                    Credential.ApiKey _,
                    Credential.NodeKey _,
                    Credential.Malformed _ ->
                    new Presented(given, null);
            case Credential.Absent _, Credential.Unsupported _, Credential.Several _ ->
                    byCookie(given, headers, fromOwnPage);
        };
    }

    private static Presented byCookie(Credential given, Headers headers, boolean fromOwnPage) {
        List<String> cookies = cookies(headers.cookie());
        if (!cookies.isEmpty() && !fromOwnPage) {
            throw Problem.of(ProblemCode.FORBIDDEN, "This page may not open connections here.");
        }
        if (given instanceof Credential.Several || cookies.size() > 1) {
            throw unauthenticated("There is more than one credential; send one.");
        }
        if (cookies.isEmpty()) {
            throw unauthenticated("Sign in first, for example with: pw auth login");
        }
        return new Presented(new Credential.Absent(), cookies.getFirst());
    }

    private static List<String> cookies(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE))
                .map(pair -> withoutQuotes(pair.substring(COOKIE.length()).strip()))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    private static String withoutQuotes(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String ownOrigin(URI publicUrl) {
        return publicUrl.getScheme() + "://" + publicUrl.getAuthority();
    }

    private static Problem unauthenticated(String detail) {
        return Problem.of(ProblemCode.UNAUTHENTICATED, detail);
    }
}
