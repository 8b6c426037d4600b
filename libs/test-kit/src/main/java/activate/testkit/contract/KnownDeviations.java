package activate.testkit.contract;

import activate.testkit.document.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The findings that {@code docs/api-extensions.md} states, each a row of one of its two tables. */
final class KnownDeviations {
    private static final String NAME = "docs/api-extensions.md";
    private static final Pattern ROW = Pattern.compile("\\| `([^`]*)` \\| (.*?) \\| (.*) \\|");

    /** The member in a row about an answer. */
    private static final Pattern MEMBER = Pattern.compile("answer `([^`]*)`");

    private final Set<Deviation> rows;

    private KnownDeviations(Set<Deviation> rows) {
        this.rows = rows;
    }

    static KnownDeviations read() {
        try {
            return parse(Files.readString(Checkout.root().resolve(NAME)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownDeviations parse(String text) {
        Set<Deviation> rows = new LinkedHashSet<>();
        for (Deviation.Kind kind : Deviation.Kind.values()) {
            String head = "\n## " + kind.heading() + "\n";
            int begin = text.indexOf(head);
            if (begin < 0) {
                throw new AssertionError(NAME + " needs a section \"## " + kind.heading() + "\"");
            }
            int end = text.indexOf("\n## ", begin + 1);
            text.substring(begin, end < 0 ? text.length() : end)
                    .lines()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .forEach(row -> rows.add(new Deviation(kind, row.group(1), row.group(2))));
        }
        return new KnownDeviations(rows);
    }

    /** What the services have not or have otherwise. */
    List<Deviation> differences() {
        return rows.stream().filter(row -> row.kind() == Deviation.Kind.DIFFERENCE).toList();
    }

    /** The members that answers of an operation may have beside the contract's. */
    Set<String> membersOf(Operation operation) {
        return rows.stream()
                .filter(row -> row.kind() == Deviation.Kind.ADDITION)
                .filter(row -> row.where().equals(operation.key()))
                .map(row -> MEMBER.matcher(row.what()))
                .filter(Matcher::matches)
                .map(member -> member.group(1))
                .collect(Collectors.toSet());
    }

    /**
     * What is wrong, in sentences: findings that are in no row, and rows that are not true any
     * more.
     *
     * @param isOwn which paths are those of the service that has the findings; rows about others
     *     are not looked at
     */
    List<String> faults(List<Deviation> found, Predicate<String> isOwn) {
        List<String> faults = new ArrayList<>();
        for (Deviation finding : found) {
            if (rows.stream().noneMatch(finding::isSameAs)) {
                faults.add(
                        "Mend the service, or state it in "
                                + NAME
                                + ", section "
                                + finding.kind().heading()
                                + ": "
                                + finding.row());
            }
        }
        for (Deviation row : rows) {
            if (isOwn.test(path(row)) && found.stream().noneMatch(row::isSameAs)) {
                faults.add(
                        NAME
                                + ", section "
                                + row.kind().heading()
                                + ": this is not so (any more): "
                                + row.row());
            }
        }
        return faults;
    }

    private static String path(Deviation row) {
        return row.where().substring(row.where().indexOf(' ') + 1);
    }
}
