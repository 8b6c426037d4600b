package activate.testkit.document;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout in which a test runs: a file of it is found from whatever module. */
public final class Checkout {

    private Checkout() {}

    /** The root of the checkout; fails where the test runs outside of one. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("docs"))) {
                return folder;
            }
        }
        throw new AssertionError("no checkout (a folder with mvnw and docs) above " + here);
    }

    /** The module whose tests run, as {@code -pl} takes it; empty at the root. */
    static String module() {
        return root().relativize(Path.of("").toAbsolutePath()).toString();
    }
}
