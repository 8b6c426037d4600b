package activate.standalone.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The file system that holds a folder, with its options. */
record Mount(Path point, Set<String> options) {

    private static final int POINT = 1;
    private static final int OPTIONS = 3;

    Mount {
        options = Set.copyOf(options);
    }

    /** Empty where the kernel does not say. */
    static Optional<Mount> of(Path folder) {
        try {
            Path real = folder.toRealPath();
            Mount found = null;
            for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                String[] words = line.split(" ", -1);
                Path point = Path.of(words[POINT].replace("\\040", " "));
                // Of several at one place the last one is seen.
                if (real.startsWith(point)
                        && (found == null || point.getNameCount() >= found.point.getNameCount())) {
                    found = new Mount(point, Set.copyOf(List.of(words[OPTIONS].split(",", -1))));
                }
            }
            return Optional.ofNullable(found);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isReadOnly() {
        return options.contains("ro");
    }

    boolean forbidsPrograms() {
        return options.contains("noexec");
    }
}
