package activate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.api.GlobalOptions;
import activate.cli.api.Invocation;
import activate.cli.machine.LocalMachine;
import activate.cli.machine.Output;
import activate.testkit.document.GeneratedDocument;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help of every command, as it is printed. */
final class CommandsDocumentTest {
    private static final int WIDTH = 110;

    @Test
    @Tag(GeneratedDocument.TAG)
    void everyCommandIsDocumented() {
        StringBuilder text = new StringBuilder("# The commands of pw\n\n");
        text.append(
                "What `pw COMMAND --help` says. How they go together: [the command line](cli.md).\n");
        try (Invocation invocation = invocation()) {
            CommandLine root = Pw.whole(invocation);
            append(root, text, new HashSet<>());

            assertThat(text)
                    .contains("## pw clusters node-token\n")
                    .contains("## pw ssh configure\n");
        }

        GeneratedDocument.whole("commands.md").check(text.toString());
    }

    static Invocation invocation() {
        return new Invocation(
                new LocalMachine(
                        Map.of(),
                        Path.of("/nowhere"),
                        InputStream.nullInputStream(),
                        new Output(OutputStream.nullOutputStream()),
                        new PrintStream(OutputStream.nullOutputStream()),
                        false),
                new GlobalOptions());
    }

    private static void append(CommandLine command, StringBuilder text, Set<Object> seen) {
        // A command stands in the map once for each alias.
        if (!seen.add(command.getCommandSpec())) {
            return;
        }
        command.setUsageHelpWidth(WIDTH);
        text.append("\n## ")
                .append(command.getCommandSpec().qualifiedName())
                .append("\n\n```text\n")
                .append(command.getUsageMessage(Ansi.OFF).stripTrailing())
                .append("\n```\n");
        command.getSubcommands().values().forEach(below -> append(below, text, seen));
    }
}
