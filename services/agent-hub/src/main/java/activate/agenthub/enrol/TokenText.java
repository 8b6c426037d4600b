package activate.agenthub.enrol;

import activate.servicekit.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a registration token: {@code pwrt_<base64url(organization/cluster/id)>.<secret>
 * .<crc>}. The names are for people, the checksum finds typing errors without asking the store.
 */
record TokenText(String organization, String cluster, String id, String secret) {
    private static final Pattern SHAPE =
            Pattern.compile("(pwrt_([\\w-]{1,512})\\.([\\w-]{43}))\\.([0-9a-f]{8})");

    /** What a person pasted, if it is a whole token. */
    static Optional<TokenText> parse(String text) {
        Matcher shape = SHAPE.matcher(text.strip());
        if (!shape.matches() || !Secrets.checksum(shape.group(1)).equals(shape.group(4))) {
            return Optional.empty();
        }
        String names;
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(shape.group(2));
            names = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String[] parts = names.split("/", -1);
        return parts.length == 3
                ? Optional.of(new TokenText(parts[0], parts[1], parts[2], shape.group(3)))
                : Optional.empty();
    }

    /** The text to be shown once. */
    String text() {
        String names = organization + "/" + cluster + "/" + id;
        String head =
                "pwrt_"
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(names.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + secret;
        return head + "." + Secrets.checksum(head);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "TokenText[id=" + id + "]";
    }
}
