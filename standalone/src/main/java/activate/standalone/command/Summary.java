package activate.standalone.command;

import activate.embedded.home.Home;
import activate.standalone.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** The lines that scripts read. */
final class Summary {

    private Summary() {}

    static void print(PrintWriter out, Settings settings, double seconds) {
        Home home = settings.home();
        out.println(String.format(Locale.ROOT, "activate: ready in %.1f s", seconds));
        out.println("url: " + settings.publicUrl());
        out.println("user: admin");
        out.println("password-file: " + shown(home.adminPasswordFile()));
        out.println("ca-file: " + shown(home.caFile()));
        out.flush();
    }

    /** Relative where that is shorter and right for the current folder of the person. */
    private static String shown(Path file) {
        Path here = Path.of(System.getProperty("activate.folder", "")).toAbsolutePath().normalize();
        return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }
}
