package activate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.api.Invocation;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** picocli finds options and arguments by reflection, which a native executable must be told. */
final class NativeHintsOfCommandsTest {
    private static final String FILE =
            "/META-INF/native-image/picocli-generated/activate/cli/reflect-config.json";

    @Test
    void everyCommandIsRegistered() throws Exception {
        try (Invocation invocation = CommandsDocumentTest.invocation();
                InputStream in = Pw.class.getResourceAsStream(FILE)) {
            String hints =
                    new String(
                            Objects.requireNonNull(in, FILE).readAllBytes(),
                            StandardCharsets.UTF_8);
            Set<String> commands = new TreeSet<>();
            collect(Pw.whole(invocation), commands);

            assertThat(commands).hasSizeGreaterThan(30);
            assertThat(commands)
                    .allSatisfy(name -> assertThat(hints).contains("\"name\" : \"" + name + "\""));
        }
    }

    private static void collect(CommandLine command, Set<String> names) {
        Class<?> type = command.getCommandSpec().userObject().getClass();
        if (type.getName().startsWith("activate.")) {
            names.add(type.getName());
        }
        command.getSubcommands().values().forEach(each -> collect(each, names));
    }
}
