package activate.testkit.limits;

import activate.testkit.document.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A document of the checkout. */
final class ProjectFile {
    private ProjectFile() {}

    static String read(String name) {
        try {
            return Files.readString(Checkout.root().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
