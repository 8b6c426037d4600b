package activate.agenthub.body;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object of bounded size and depth, whose members are there once each. */
public final class JsonInput {
    private static final int DEEPEST = 12;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 256;
    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(DEEPEST)
                                            .maxNumberLength(LONGEST_NUMBER)
                                            .maxNameLength(LONGEST_NAME)
                                            .build())
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private JsonInput() {}

    /**
     * The object in {@code body}, which has {@code most} bytes at most.
     *
     * @throws Problem when it is larger or no such object
     */
    public static ObjectNode read(@Nullable InputStream body, long most) {
        byte[] bytes = bytes(body, most);
        if (bytes.length > most) {
            throw tooLarge(most);
        }
        String place = "";
        try (JsonParser parser = JSON.createParser(bytes)) {
            try {
                JsonNode found = JSON.readTree(parser);
                if (found instanceof ObjectNode object && parser.nextToken() == null) {
                    return object;
                }
            } catch (JsonProcessingException e) {
                place = parser.getParsingContext().pathAsPointer().toString();
            }
        } catch (IOException _) {
            // Bytes in memory: it can only be that they are no JSON.
        }
        Faults faults = new Faults();
        faults.add(place, "one JSON object, at most " + DEEPEST + " levels deep");
        faults.check();
        throw new IllegalStateException("a fault is thrown");
    }

    static Problem tooLarge(long most) {
        return Problem.of(ProblemCode.BODY_TOO_LARGE, "The body has more than " + most + " bytes.");
    }

    private static byte[] bytes(@Nullable InputStream body, long most) {
        try {
            return body == null ? new byte[0] : body.readNBytes((int) most + 1);
        } catch (IOException e) {
            throw Problem.causedBy(
                    ProblemCode.INVALID_REQUEST, "The body ended before it was whole.", e);
        }
    }
}
