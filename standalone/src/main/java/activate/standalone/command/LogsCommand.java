package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.part.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the end of the logs. */
@Command(
        name = "logs",
        description = "Prints the logs of one part, or of all.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A part, or supervisor.")
    @Nullable String name;

    @Option(names = "-f", description = "Go on with what is written from now on.")
    boolean follow;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = Activate.settings().home();
        List<String> files = files(home);
        if (files.isEmpty()) {
            String which = name == null ? "s" : " of " + name;
            spec.commandLine().getErr().println("activate: no log" + which);
            return Activate.FAILED;
        }
        List<String> words = new ArrayList<>();
        words.add(Programs.find("tail").orElse("tail"));
        words.addAll(name == null ? List.of("-v", "-n", "30") : List.of("-n", "250"));
        if (follow) {
            // By name, across rotations; and never longer than whoever asked for it.
            words.addAll(List.of("-F", "--pid=" + ProcessHandle.current().pid()));
        }
        words.addAll(files);
        // Its errors tell of each rotation.
        return new ProcessBuilder(words)
                .directory(home.logs().toFile())
                .inheritIO()
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private List<String> files(Home home) throws IOException {
        if (!Files.isDirectory(home.logs())) {
            return List.of();
        }
        try (Stream<Path> logs = Files.list(home.logs())) {
            return logs.map(file -> file.getFileName().toString())
                    .filter(
                            file ->
                                    name == null
                                            ? file.endsWith(".log")
                                            : file.equals(name + ".log"))
                    .sorted()
                    .toList();
        }
    }
}
