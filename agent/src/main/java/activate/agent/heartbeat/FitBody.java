package activate.agent.heartbeat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Makes a report that the platform takes. Names of jobs and mount points are whatever users call
 * them, and a report with one bad name would be refused as a whole: control characters become "?",
 * long text is cut, figures below zero are zero, and jobs are left out from the end where there are
 * more than fit.
 */
final class FitBody {
    /** The platform takes 64 KiB. */
    static final int MOST_BYTES = 60 * 1024;

    private static final int LONGEST_TEXT = 4096;

    private FitBody() {}

    static ObjectNode of(ObjectNode body) {
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            member.setValue(fit(member.getValue()));
        }
        if (body.path("scheduler").get("jobs") instanceof ArrayNode jobs) {
            while (!jobs.isEmpty() && bytes(body) > MOST_BYTES) {
                int kept = jobs.size() * 3 / 4;
                while (jobs.size() > kept) {
                    jobs.remove(jobs.size() - 1);
                }
            }
        }
        return body;
    }

    private static JsonNode fit(JsonNode value) {
        switch (value) {
            case TextNode text -> {
                return TextNode.valueOf(plain(text.textValue()));
            }
            case ObjectNode object ->
                    object.properties().forEach(member -> member.setValue(fit(member.getValue())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, fit(array.get(i)));
                }
            }
            default -> {
                boolean isBelow = value.isNumber() && value.doubleValue() < 0;
                return isBelow ? LongNode.valueOf(0) : value;
            }
        }
        return value;
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_TEXT)
                .map(c -> isPlain(c) ? c : '?')
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isPlain(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
    }

    private static int bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
