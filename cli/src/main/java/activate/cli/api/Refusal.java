package activate.cli.api;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.json.JsonText;
import activate.messages.problem.ProblemGuide;
import activate.outbound.OutboundException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Locale;

/** Maps what the platform or the way to it answered to the end of a command. */
public final class Refusal {
    private Refusal() {}

    /** A status that is not a success, with whatever body came along. */
    public static Failure of(int status, String body, String what) {
        JsonNode problem = parse(body);
        String code = problem.path("code").asText();
        String detail = first(problem, "detail", "message", "title", "error_description");
        if (detail.isEmpty()) {
            detail = what + " answered with status " + status;
        }
        return failure(exitCode(status, code), code, detail);
    }

    /** A refusal that came as `{code, message}` on a socket. */
    public static Failure ofCode(String code, String message) {
        return failure(exitCode(0, code), code, message.isEmpty() ? code : message);
    }

    /** A last sentence that ends with a command says what to do, better than the code can. */
    private static Failure failure(ExitCode exit, String code, String detail) {
        String line = detail.lines().findFirst().orElse(detail);
        int last = line.lastIndexOf(". ", line.indexOf(": pw ")) + 2;
        boolean isAdvice = line.contains(": pw ") && last >= 2;
        return new Failure(
                exit,
                (isAdvice ? line.substring(0, last).strip() : line)
                        + (code.isEmpty() ? "" : " (" + code + ")"),
                isAdvice ? line.substring(last) : hint(exit, code));
    }

    /** The code of a problem; empty where the body is none. */
    public static String code(String body) {
        return parse(body).path("code").asText();
    }

    /** A text of a problem's parameters; empty where there is none. */
    public static String parameter(String body, String name) {
        return parse(body).path("params").path(name).asText();
    }

    private static String hint(ExitCode exit, String code) {
        return ProblemGuide.of(code)
                .map(guide -> withSmallLetter(guide.advice()))
                .orElse(exit == ExitCode.NOT_LOGGED_IN ? "log in with: pw auth login HOST" : "");
    }

    private static String withSmallLetter(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    /** A request that got no answer, or an upgrade that was refused. */
    public static Failure of(OutboundException failure, String what) {
        return switch (failure.kind()) {
            case REFUSED -> of(failure.status(), failure.body(), what);
            case TIMEOUT -> as(ExitCode.TIMED_OUT, failure);
            case UNREACHABLE, CERTIFICATE, PROXY -> as(ExitCode.UNREACHABLE, failure);
            case PROTOCOL -> as(ExitCode.FAILED, failure);
        };
    }

    private static Failure as(ExitCode code, OutboundException failure) {
        return new Failure(code, String.valueOf(failure.getMessage()), failure.hint(), failure);
    }

    private static ExitCode exitCode(int status, String code) {
        return switch (code) {
            case "unauthenticated" -> ExitCode.NOT_LOGGED_IN;
            case "forbidden" -> ExitCode.FORBIDDEN;
            case "not_found", "cluster_not_found" -> ExitCode.NOT_FOUND;
            case "cluster_offline", "dial_refused", "dial_unreachable" -> ExitCode.UNREACHABLE;
            case "dial_timeout" -> ExitCode.TIMED_OUT;
            case "dial_denied" -> ExitCode.FORBIDDEN;
            default -> byStatus(status);
        };
    }

    private static ExitCode byStatus(int status) {
        return switch (status) {
            case 401 -> ExitCode.NOT_LOGGED_IN;
            case 403 -> ExitCode.FORBIDDEN;
            case 404 -> ExitCode.NOT_FOUND;
            case 409, 412 -> ExitCode.CONFLICT;
            case 408, 504 -> ExitCode.TIMED_OUT;
            case 502, 503 -> ExitCode.UNREACHABLE;
            default -> ExitCode.FAILED;
        };
    }

    private static JsonNode parse(String body) {
        try {
            return JsonText.read(body);
        } catch (IOException _) {
            // A page of some proxy: the status says enough.
            return MissingNode.getInstance();
        }
    }

    private static String first(JsonNode problem, String... members) {
        for (String member : members) {
            JsonNode value = problem.path(member);
            if (value.isTextual() && !value.asText().isBlank()) {
                return value.asText();
            }
        }
        return "";
    }
}
