package activate.cli.openssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The `Host` sections of an ssh configuration, with those of the files that it includes. ssh itself
 * (`ssh -G`) tells what holds for a name, but not whether a section was meant for it.
 */
public final class UserHosts {
    private static final int DEEPEST_INCLUDE = 16;

    private final List<Section> sections = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final Path directory;
    private final Path without;

    /**
     * One section.
     *
     * @param patterns of its Host line
     * @param leadsElsewhere whether it says where the host is
     */
    public record Section(Path file, List<String> patterns, boolean leadsElsewhere) {
        /** Whether it was written for this name and not for all names. */
        public boolean isFor(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return patterns.stream()
                            .noneMatch(p -> p.startsWith("!") && matches(p.substring(1), lower))
                    && patterns.stream().anyMatch(p -> !p.equals("*") && matches(p, lower));
        }

        private static boolean matches(String pattern, String name) {
            StringBuilder regex = new StringBuilder();
            for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            return name.matches(regex.toString());
        }
    }

    private UserHosts(Path directory, Path without) {
        this.directory = directory;
        this.without = without;
    }

    /**
     * Reads a configuration; what cannot be read has no sections.
     *
     * @param without files whose names begin so are left out
     */
    public static List<Section> read(Path config, Path without) {
        UserHosts hosts = new UserHosts(config.toAbsolutePath().resolveSibling(""), without);
        hosts.read(config, 0);
        return hosts.sections;
    }

    private void read(Path file, int depth) {
        if (depth > DEEPEST_INCLUDE
                || file.toAbsolutePath().toString().startsWith(without.toString())
                || !Files.isRegularFile(file)
                || !seen.add(file.toAbsolutePath().normalize())) {
            return;
        }
        String text;
        try {
            // Comments may be in any encoding.
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return;
        }
        List<String> patterns = List.of();
        boolean leadsElsewhere = false;
        for (String line : text.lines().toList()) {
            List<String> words = words(line);
            switch (words.isEmpty() ? "" : words.getFirst().toLowerCase(Locale.ROOT)) {
                case "host", "match" -> {
                    sections.add(new Section(file, patterns, leadsElsewhere));
                    patterns = patterns(words);
                    leadsElsewhere = false;
                }
                case "hostname", "proxycommand", "proxyjump" -> leadsElsewhere = true;
                case "include" ->
                        words.stream().skip(1).forEach(pattern -> include(pattern, depth + 1));
                default -> {
                    // Says nothing of where a host is.
                }
            }
        }
        sections.add(new Section(file, patterns, leadsElsewhere));
    }

    /** Those of a Host line, or of a Match line that asks for names of hosts. */
    private static List<String> patterns(List<String> words) {
        if (words.getFirst().equalsIgnoreCase("host")) {
            return words.subList(1, words.size());
        }
        for (int i = 1; i + 1 < words.size(); i++) {
            String criterion = words.get(i).toLowerCase(Locale.ROOT);
            if (criterion.equals("host") || criterion.equals("originalhost")) {
                return Arrays.asList(words.get(i + 1).split(","));
            }
        }
        return List.of();
    }

    private void include(String pattern, int depth) {
        String home = System.getProperty("user.home");
        Path path =
                directory.resolve(pattern.startsWith("~/") ? home + pattern.substring(1) : pattern);
        Path name = path.getFileName();
        if (name == null) {
            return;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(path.resolveSibling(""), name.toString())) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            sorted.forEach(file -> read(file, depth));
        } catch (IOException | PatternSyntaxException _) {
            // ssh passes over it too.
        }
    }

    /** Words as ssh reads a line: quotes, and one = behind the first. */
    private static List<String> words(String line) {
        String text = line.strip().replaceFirst("^([A-Za-z]+)\\s*=\\s*", "$1 ");
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)").matcher(text);
        while (matcher.find() && !text.startsWith("#")) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (word.startsWith("#")) {
                break;
            }
            words.add(word);
        }
        return words;
    }
}
