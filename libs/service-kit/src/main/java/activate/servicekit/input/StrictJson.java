package activate.servicekit.input;

import activate.servicekit.problem.Problem;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses JSON that a program might read otherwise than its neighbour, or a store might not keep:
 * the same name twice, more than one value, deep nesting, numbers beyond 64 bits, text that is not
 * {@link PlainText}. What is left is the business of whoever knows what it should mean.
 */
public final class StrictJson {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_TEXT = 128 * 1024;
    private static final int LONGEST_POINTER = 200;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNumberLength(LONGEST_NUMBER)
                                    .maxNameLength(LONGEST_NAME)
                                    .maxStringLength(LONGEST_TEXT)
                                    .build())
                    .build();

    private StrictJson() {}

    /** Throws a problem that names the first wrong place. */
    public static void check(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            check(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
    }

    private static void check(JsonParser parser) throws IOException {
        try {
            @Nullable JsonToken token = parser.nextToken();
            while (token != null) {
                check(parser, token);
                boolean isWhole = parser.getParsingContext().inRoot();
                token = parser.nextToken();
                if (token != null && isWhole) {
                    throw refusal(parser, "more than one JSON value");
                }
            }
        } catch (JsonProcessingException _) {
            throw refusal(
                    parser,
                    "not the JSON that is taken here (UTF-8, each name once, at most 32 deep,"
                            + " numbers up to 64 bits, texts up to 128 KiB)");
        }
    }

    private static void check(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case FIELD_NAME, VALUE_STRING -> {
                if (PlainText.firstFault(parser.getText()).isPresent()) {
                    throw refusal(
                            parser,
                            "a control character, one that turns the direction of the text, or half of a character");
                }
            }
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw refusal(parser, "a number out of range");
                }
            }
            case VALUE_NUMBER_FLOAT -> {
                if (!Double.isFinite(parser.getDoubleValue())) {
                    throw refusal(parser, "a number out of range");
                }
            }
            default -> {}
        }
    }

    private static Problem refusal(JsonParser parser, String what) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        boolean showable =
                pointer.length() <= LONGEST_POINTER && PlainText.firstFault(pointer).isEmpty();
        String where = showable ? pointer : "";
        return Problem.invalid(
                where, "The body has " + (where.isEmpty() ? "" : "at " + where + " ") + what + ".");
    }
}
