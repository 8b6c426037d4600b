package activate.cli.sshkey;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One public key as it stands in a file, an agent's list or the platform's answer.
 *
 * @param material type and base64, which tell keys apart
 * @param line with the comment
 */
record PublicKey(String material, String line) {
    private static final Pattern MATERIAL =
            Pattern.compile("[a-z0-9@.-]{1,64} [A-Za-z0-9+/]{16,16384}={0,3}");

    /** Reads one line; a damaged one is none. */
    static Optional<PublicKey> parse(String line) {
        String[] parts = line.strip().split("\\s+", 3);
        if (parts.length < 2 || !MATERIAL.matcher(parts[0] + " " + parts[1]).matches()) {
            return Optional.empty();
        }
        return Optional.of(new PublicKey(parts[0] + " " + parts[1], line.strip()));
    }
}
