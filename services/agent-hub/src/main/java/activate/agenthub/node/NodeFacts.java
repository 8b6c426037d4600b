package activate.agenthub.node;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what machines say of themselves before anything of it is stored. */
public final class NodeFacts {
    private static final Pattern HOSTNAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[\\w.-]{1,16})?");
    private static final Pattern WORD = Pattern.compile("[\\w.+-]{1,64}");
    private static final Pattern HOST_KEY =
            Pattern.compile(
                    "(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]{40,2000}={0,2}");
    private static final int MOST = 64;

    private final List<FieldError> errors = new ArrayList<>();

    /** A host name as machines have it. */
    public String hostname(@Nullable String value) {
        return matching("/hostname", value, HOSTNAME, "a host name");
    }

    /** A short word such as an operating system's name. */
    public String word(String pointer, @Nullable String value) {
        return matching(pointer, value, WORD, "1 to 64 letters, digits or ._+-");
    }

    /** IP addresses in text form. */
    public List<String> addresses(@Nullable List<String> values) {
        return all("/ipAddresses", values, ADDRESS, "an IP address");
    }

    /** Host keys as {@code type base64}; a comment behind them is dropped. */
    public List<String> hostKeys(@Nullable List<String> values) {
        List<String> plain =
                values == null
                        ? List.of()
                        : values.stream().map(NodeFacts::withoutComment).distinct().toList();
        return all("/sshHostKeys", plain, HOST_KEY, "an SSH host key: type and base64");
    }

    /** A TCP port; 22 where none is given. */
    public int port(@Nullable Integer value) {
        if (value == null) {
            return 22;
        }
        if (value < 1 || value > 65535) {
            add("/sshPort", "sshPort: " + value + " (expected: 1-65535)");
        }
        return value;
    }

    /** Throws what was found wrong, all at once. */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors.getFirst().detail(), errors);
        }
    }

    private List<String> all(
            String pointer, @Nullable List<String> values, Pattern shape, String expected) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MOST) {
            add(pointer, pointer + ": " + values.size() + " entries (expected: at most 64)");
            return List.of();
        }
        for (int i = 0; i < values.size(); i++) {
            matching(pointer + "/" + i, values.get(i), shape, expected);
        }
        return values;
    }

    private String matching(
            String pointer, @Nullable String value, Pattern shape, String expected) {
        if (value == null || !shape.matcher(value).matches()) {
            add(pointer, pointer.substring(1) + " (expected: " + expected + ")");
        }
        return value == null ? "" : value;
    }

    private void add(String pointer, String detail) {
        errors.add(new FieldError(pointer, "invalid", detail));
    }

    private static String withoutComment(@Nullable String line) {
        String[] parts = String.valueOf(line).strip().split("\\s+", 3);
        return parts.length < 2 ? String.valueOf(line) : parts[0] + " " + parts[1];
    }
}
