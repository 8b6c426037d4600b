package activate.agenthub.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members that registration and heartbeat share, checked; what is wrong goes to the faults. */
public final class NodeFacts {
    private static final Pattern HOSTNAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[\\w.-]{1,16})?");
    private static final Pattern WORD = Pattern.compile("[\\w.+-]{1,64}");
    private static final Pattern HOST_KEY =
            Pattern.compile(
                    "(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]{40,2000}={0,2}");
    private static final int MOST = 64;
    private static final int LONGEST_LINE = 4096;

    private final ObjectNode body;
    private final Faults faults;

    /** Reads {@code body}. */
    public NodeFacts(ObjectNode body, Faults faults) {
        this.body = body;
        this.faults = faults;
    }

    /** A host name as machines have it. */
    public String hostname() {
        return matching("/hostname", body.get("hostname"), HOSTNAME, "a host name");
    }

    /** A short word such as an operating system's name. */
    public String word(String member) {
        return matching(
                "/" + member, body.get(member), WORD, "1 to 64 letters, digits or one of ._+-");
    }

    /** Text that may be absent. */
    public @Nullable String text(String member, int longest) {
        return (String) new Shape.Text(longest).read(body.get(member), "/" + member, faults);
    }

    /** Text that may be absent, of one form. */
    public @Nullable String text(String member, Pattern form, String expected) {
        JsonNode value = body.get(member);
        return value == null || value.isNull()
                ? null
                : matching("/" + member, value, form, expected);
    }

    /** Whether {@code member} is given. */
    public boolean has(String member) {
        return body.hasNonNull(member);
    }

    /** IP addresses in text form. */
    public List<String> addresses() {
        List<String> found = new ArrayList<>();
        List<String> lines = lines("ipAddresses");
        for (int i = 0; i < lines.size(); i++) {
            found.add(matching("/ipAddresses/" + i, lines.get(i), ADDRESS, "an IP address"));
        }
        return found;
    }

    /** Host keys as {@code type base64}; a comment behind them is dropped. */
    public List<String> hostKeys() {
        List<String> found = new ArrayList<>();
        List<String> lines = lines("sshHostKeys");
        for (int i = 0; i < lines.size(); i++) {
            found.add(
                    matching(
                            "/sshHostKeys/" + i,
                            withoutComment(lines.get(i)),
                            HOST_KEY,
                            "an SSH host key: type and base64"));
        }
        return found.stream().distinct().toList();
    }

    /** A TCP port; absent where none is given. */
    public @Nullable Integer port() {
        JsonNode value = body.get("sshPort");
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= 1
                && value.intValue() <= 65_535) {
            return value.intValue();
        }
        faults.add("/sshPort", "1-65535");
        return null;
    }

    private List<String> lines(String member) {
        String pointer = "/" + member;
        JsonNode value = body.get(member);
        if (value == null || value.isNull()) {
            return List.of();
        }
        Object read =
                new Shape.ListOf(new Shape.Text(LONGEST_LINE), MOST).read(value, pointer, faults);
        if (!(read instanceof List<?> entries)) {
            return List.of();
        }
        return entries.stream().map(entry -> entry instanceof String text ? text : "").toList();
    }

    private String matching(
            String pointer, @Nullable JsonNode value, Pattern form, String expected) {
        String text = value != null && value.isTextual() ? value.textValue() : "";
        return matching(pointer, text, form, expected);
    }

    private String matching(String pointer, String value, Pattern form, String expected) {
        if (!form.matcher(value).matches()) {
            faults.add(pointer, expected);
        }
        return value;
    }

    private static String withoutComment(String line) {
        String[] parts = line.strip().split("\\s+", 3);
        return parts.length < 2 ? line : parts[0] + " " + parts[1];
    }
}
