package activate.ingress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Hostile input that is kept as data: lines of columns, each with escapes. */
final class Vectors {

    private Vectors() {}

    /** The lines of a file under {@code hostile}, unescaped, one character for each byte. */
    static List<List<String>> of(String file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        try (InputStream in = Vectors.class.getResourceAsStream("/hostile/" + file)) {
            if (in == null) {
                throw new IOException("no file " + file);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            for (String line : text.split("\n", -1)) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    lines.add(List.of(line.split("\t", -1)).stream().map(Vectors::plain).toList());
                }
            }
        }
        return lines;
    }

    private static String plain(String escaped) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            c = escaped.charAt(++i);
            switch (c) {
                case 'r' -> plain.append('\r');
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case '\\' -> plain.append('\\');
                case 'x' -> {
                    plain.append((char) Integer.parseInt(escaped, i + 1, i + 3, 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException("\\" + c + " in " + escaped);
            }
        }
        return plain.toString();
    }
}
