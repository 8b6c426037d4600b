package activate.standalone.sshd;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.InvertedShell;
import org.jspecify.annotations.Nullable;

/** A login shell or one command, with a real terminal where the client asked for one. */
final class LoginProcess implements InvertedShell {

    private static final int SIGNAL_BASE = 128;

    private final @Nullable String command;
    private @Nullable Process process;
    private @Nullable TerminalOutput terminalOutput;
    private @Nullable ServerSession session;
    private @Nullable ChannelSession channel;

    LoginProcess(@Nullable String command) {
        this.command = command;
    }

    @Override
    public void start(ChannelSession channelSession, Environment environment) throws IOException {
        channel = channelSession;
        List<String> words =
                command == null ? List.of("/bin/bash", "-l") : List.of("/bin/bash", "-c", command);
        Map<String, String> variables = new HashMap<>(System.getenv());
        environment.getEnv().forEach((name, value) -> accept(variables, name, value));
        variables.put("SHELL", "/bin/bash");
        String folder = Objects.requireNonNullElse(System.getenv("HOME"), "/");
        if (environment.getPtyModes().isEmpty()
                && !environment.getEnv().containsKey(Environment.ENV_TERM)) {
            var builder = new ProcessBuilder(words).directory(new java.io.File(folder));
            builder.environment().clear();
            builder.environment().putAll(variables);
            process = builder.start();
            return;
        }
        PtyProcess terminal =
                new PtyProcessBuilder(words.toArray(String[]::new))
                        .setEnvironment(variables)
                        .setDirectory(folder)
                        .setInitialColumns(number(environment, Environment.ENV_COLUMNS, 80))
                        .setInitialRows(number(environment, Environment.ENV_LINES, 24))
                        .setUnixOpenTtyToPreserveOutputAfterTermination(true)
                        .start();
        process = terminal;
        terminalOutput = new TerminalOutput(terminal.getInputStream());
        environment.addSignalListener(
                (_, _) ->
                        terminal.setWinSize(
                                new WinSize(
                                        number(environment, Environment.ENV_COLUMNS, 80),
                                        number(environment, Environment.ENV_LINES, 24))),
                Signal.WINCH);
    }

    @Override
    public void destroy(ChannelSession channelSession) {
        Process running = process;
        if (running != null) {
            // A process with a terminal knows no descendants itself, but its number is that of one
            // that does.
            ProcessHandle.of(running.pid()).stream()
                    .flatMap(ProcessHandle::descendants)
                    .forEach(ProcessHandle::destroy);
            running.destroy();
        }
    }

    @Override
    public OutputStream getInputStream() {
        return running().getOutputStream();
    }

    @Override
    public InputStream getOutputStream() {
        TerminalOutput shown = terminalOutput;
        return shown == null ? running().getInputStream() : shown.stream();
    }

    @Override
    public InputStream getErrorStream() {
        // A terminal has one output.
        return terminalOutput == null ? running().getErrorStream() : InputStream.nullInputStream();
    }

    @Override
    public boolean isAlive() {
        TerminalOutput shown = terminalOutput;
        return running().isAlive() || (shown != null && !shown.isDone());
    }

    @Override
    public int exitValue() {
        int code = running().exitValue();
        return code < 0 ? SIGNAL_BASE - code : code;
    }

    @Override
    public void setSession(ServerSession session) {
        this.session = session;
    }

    @Override
    public ServerSession getServerSession() {
        return Objects.requireNonNull(session);
    }

    @Override
    public ChannelSession getServerChannelSession() {
        return Objects.requireNonNull(channel);
    }

    private Process running() {
        return Objects.requireNonNull(process, "started");
    }

    /** Variables of the client that cannot change what programs do, as OpenSSH admits them. */
    private static void accept(Map<String, String> variables, String name, String value) {
        if (name.equals("TERM")
                || name.equals("LANG")
                || name.startsWith("LC_")
                || name.equals("USER")) {
            variables.put(name, value);
        }
    }

    private static int number(Environment environment, String name, int otherwise) {
        try {
            int value = Integer.parseInt(environment.getEnv().getOrDefault(name, ""));
            return value > 0 ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
