package activate.messages.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a problem code means, for people.
 *
 * @param code the word that programs test
 * @param status the HTTP status; {@code -} where it comes on an open socket only
 * @param title as it stands in the problem
 * @param meaning how it comes about
 * @param advice what to do about it
 */
public record ProblemGuide(
        String code, String status, String title, String meaning, String advice) {
    private static final String FILE = "problems.tsv";
    private static final int COLUMNS = 5;

    /** The guide to a code, unless this version does not know it. */
    public static Optional<ProblemGuide> of(String code) {
        return Optional.ofNullable(Known.GUIDES.get(code));
    }

    /** All of them by their codes, in the order of the alphabet. */
    public static Map<String, ProblemGuide> all() {
        return Known.GUIDES;
    }

    /** Read once, when the first is asked for. */
    private static final class Known {
        private static final Map<String, ProblemGuide> GUIDES = read();

        private static Map<String, ProblemGuide> read() {
            Map<String, ProblemGuide> guides = new LinkedHashMap<>();
            try (InputStream in = ProblemGuide.class.getResourceAsStream(FILE)) {
                new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(Known::row)
                        .forEach(guide -> guides.put(guide.code(), guide));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Collections.unmodifiableMap(guides);
        }

        private static ProblemGuide row(String line) {
            String[] cells = line.split("\t", -1);
            if (cells.length != COLUMNS) {
                throw new IllegalStateException(FILE + ": not five columns: " + line);
            }
            return new ProblemGuide(cells[0], cells[1], cells[2], cells[3], cells[4]);
        }
    }
}
