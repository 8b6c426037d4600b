package activate.testkit.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A document under {@code docs/}, or a section of one, whose text is made from the code. Its test
 * makes the text anew and calls {@link #check}; where {@code docs.write} is set, that writes it.
 *
 * <p>A section stands between {@code <!-- generated: NAME -->} and {@code <!-- end: NAME -->}, each
 * in a line of its own. A test that calls this carries the {@link #TAG}, so that one command writes
 * what it checks:
 *
 * {@snippet :
 * @Test
 * @Tag(GeneratedDocument.TAG)
 * void theProblemsAreDocumented() {
 *     GeneratedDocument.whole("problems.md").check(text());
 * }
 * }
 */
public final class GeneratedDocument {

    /** The tag of tests that check a generated document. */
    public static final String TAG = "document";

    /** The first line of a document that is generated as a whole. */
    static final String NOTE =
            "<!-- Made from the code by a test, which says how when it fails. Do not edit. -->\n";

    private static final String PROPERTY = "docs.write";

    private final Path file;
    private final String name;
    private final String note;
    private final String section;
    private final String module;
    private final boolean write;

    GeneratedDocument(Path root, String name, String section, String module, boolean write) {
        this(
                root.resolve("docs").resolve(name),
                "docs/" + name,
                NOTE + "\n",
                section,
                module,
                write);
    }

    private GeneratedDocument(
            Path file, String name, String note, String section, String module, boolean write) {
        this.file = file;
        this.name = name;
        this.note = note;
        this.section = section;
        this.module = module;
        this.write = write;
    }

    /**
     * The document as a whole.
     *
     * @param name the name of its file below {@code docs/}, such as {@code problems.md}
     */
    public static GeneratedDocument whole(String name) {
        return section(name, "");
    }

    /**
     * A file for programs, without a note.
     *
     * @param name of its file below the top of the checkout
     */
    public static GeneratedDocument data(String name) {
        return new GeneratedDocument(
                Checkout.root().resolve(name),
                name,
                "",
                "",
                Checkout.module(),
                Boolean.getBoolean(PROPERTY));
    }

    /**
     * A section of a document that is otherwise written by people.
     *
     * @param name the name of its file below {@code docs/}
     * @param section the name that its two markers carry
     */
    public static GeneratedDocument section(String name, String section) {
        return new GeneratedDocument(
                Checkout.root(), name, section, Checkout.module(), Boolean.getBoolean(PROPERTY));
    }

    /**
     * Compares what stands in the checkout with the text, or writes it.
     *
     * @param text Markdown, without markers; how it begins and ends makes no difference
     * @throws AssertionError if it differs, and nothing was to be written; or if a marker is
     *     missing
     */
    public void check(String text) {
        String present = read();
        String wanted = section.isEmpty() ? note + text.strip() + "\n" : filled(present, text);
        if (present.equals(wanted)) {
            return;
        }
        if (!write) {
            throw new AssertionError(
                    name
                            + " is not what the code says ("
                            + difference(present, wanted)
                            + "): write it anew with `"
                            + command()
                            + "` and commit it");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String filled(String present, String text) {
        String begin = "<!-- generated: " + section + " -->\n";
        String end = "<!-- end: " + section + " -->\n";
        int from = present.indexOf(begin);
        int to = present.indexOf(end);
        if (from < 0 || to < from) {
            throw new AssertionError(
                    name + " needs the lines " + begin.strip() + " and " + end.strip());
        }
        return present.substring(0, from + begin.length())
                + "\n"
                + text.strip()
                + "\n\n"
                + present.substring(to);
    }

    private String command() {
        String modules = module.isEmpty() ? "" : " -pl " + module + " -am";
        return "./mvnw -q -Dquick" + modules + " -Dgroups=" + TAG + " -D" + PROPERTY + " test";
    }

    private String read() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String difference(String present, String wanted) {
        List<String> here = present.lines().toList();
        List<String> there = wanted.lines().toList();
        int line = 0;
        while (line < here.size()
                && line < there.size()
                && here.get(line).equals(there.get(line))) {
            line++;
        }
        return "line "
                + (line + 1)
                + (line < here.size() ? " is \"" + here.get(line) + "\"" : " is missing")
                + (line < there.size()
                        ? ", should be \"" + there.get(line) + "\""
                        : ", should not be there");
    }
}
