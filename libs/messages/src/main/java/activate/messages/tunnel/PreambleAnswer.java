package activate.messages.tunnel;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Agent to hub, the answer to a {@link Preamble}.
 *
 * @param ok whether the target is connected; bytes follow then, else the end
 * @param offset 0, where it is connected
 * @param code word of a {@link DialCode}, where it is not
 * @param message a sentence for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PreambleAnswer(
        int v, boolean ok, @Nullable Long offset, @Nullable String code, @Nullable String message) {

    /** The target is connected. */
    public static PreambleAnswer connected() {
        return new PreambleAnswer(Preamble.VERSION, true, 0L, null, null);
    }

    /** The target is not connected. */
    public static PreambleAnswer failed(DialCode code, String message) {
        return new PreambleAnswer(Preamble.VERSION, false, null, code.word(), message);
    }
}
