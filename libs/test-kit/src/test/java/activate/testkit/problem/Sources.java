package activate.testkit.problem;

import activate.testkit.document.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sources of the programs and their libraries, without tests. */
public final class Sources {
    private static final List<String> MODULES = List.of("libs", "services", "agent", "cli");
    private static final String MAIN = "src/main/java";

    private Sources() {}

    /** Text by path from the root of the checkout. */
    public static Map<String, String> all() {
        Map<String, String> found = new TreeMap<>();
        Path root = Checkout.root();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(root.resolve(module))) {
                for (Path file : files.filter(Sources::isSource).toList()) {
                    found.put(root.relativize(file).toString(), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static boolean isSource(Path file) {
        String text = file.toString().replace('\\', '/');
        return text.contains(MAIN) && text.endsWith(".java");
    }

    /** The module of a file, such as {@code services/agent-hub}. */
    static String module(String file) {
        return file.substring(0, file.indexOf("/" + MAIN));
    }
}
