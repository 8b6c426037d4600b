package activate.cli.train;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the stream of an ssh once, in a process of its own: what serves it here is not to be kept in its cache. Arguments: the folder with
 * the key store of the small platform and its authority, then the command that starts pw.
 */
final class TrainStream {
    private static final int SECONDS = 60;

    private TrainStream() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        Path folder = Path.of(words[0]);
        Path home = Files.createTempDirectory(folder, "home");
        try (TrainPlatform platform = new TrainPlatform(folder.resolve("keys.p12"))) {
            Path credentials = home.resolve(".config/pw/credentials");
            Files.createDirectories(credentials.getParent());
            Files.writeString(
                    credentials,
                    """
                    {"currentIdentity": "train", "identities": {"train": {"server": "https://localhost:%d", "name": "train",
                     "apikey": "pwt_train.none", "username": "ada", "caFile": "%s"}}}
                    """
                            .formatted(platform.port(), folder.resolve("ca.pem")));
            List<String> command = new ArrayList<>(List.of(words).subList(1, words.length));
            command.addAll(
                    List.of(
                            "ssh", "--proxy-command", "--context", "train", "--ca-file", folder.resolve("ca.pem").toString(), "--host-keys",
                            "--doctor=pw doctor alpha", "c1"));
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectInput(ProcessBuilder.Redirect.PIPE);
            builder.environment().put("HOME", home.toString());
            builder.environment().keySet().removeIf(name -> name.startsWith("PW_") || name.equals("XDG_CONFIG_HOME"));
            Process stream = builder.start();
            try (OutputStream in = stream.getOutputStream()) {
                in.write("SSH-2.0-train\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            if (!stream.waitFor(SECONDS, TimeUnit.SECONDS)) {
                stream.destroyForcibly();
            }
        }
    }
}
