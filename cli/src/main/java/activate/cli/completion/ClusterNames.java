package activate.cli.completion;

import activate.cli.api.Invocation;
import activate.cli.credentials.Identity;
import activate.cli.credentials.Login;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.PrivateFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The names of the clusters of a login, for somebody who waits at a prompt: from a file while it is
 * fresh, else from the platform if it answers at once, else what was known last, else none. Nothing
 * is said.
 */
final class ClusterNames {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int HEAD = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Invocation invocation;

    ClusterNames(Invocation invocation) {
        this.invocation = invocation;
    }

    List<String> get() {
        try {
            Login login = invocation.login();
            // Whose key the environment holds is not written down anywhere.
            return login.identity().isPresent() ? kept(login, login.identity().get()) : ask();
        } catch (Failure | IOException _) {
            return List.of();
        }
    }

    private List<String> kept(Login login, Identity identity) throws IOException {
        Path file = invocation.machine().configDirectory().resolve("completion");
        String account = login.server().getRawAuthority() + "|" + identity.context();
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        boolean isOurs = lines.size() >= HEAD && lines.getFirst().equals(account);
        List<String> known = isOurs ? lines.subList(HEAD, lines.size()) : List.of();
        if (isOurs && isFresh(lines.get(1))) {
            return known;
        }
        try {
            List<String> asked = ask();
            List<String> text = new ArrayList<>(List.of(account, Instant.now().toString()));
            text.addAll(asked);
            PrivateFile.write(file, String.join("\n", text) + "\n");
            return asked;
        } catch (Failure _) {
            return known;
        }
    }

    private static boolean isFresh(String since) {
        try {
            Duration age = Duration.between(Instant.parse(since), Instant.now());
            return !age.isNegative() && age.compareTo(FRESH) < 0;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private List<String> ask() throws Failure {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                answer.complete(
                                        names(invocation.api().get("/api/clusters?scope=all")));
                            } catch (Failure | RuntimeException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Failure(ExitCode.TIMED_OUT, "the clusters are not known", "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted", "", e);
        }
    }

    /** Those that are one plain word of a shell. */
    private static List<String> names(JsonNode clusters) {
        Set<String> names = new TreeSet<>();
        clusters.forEach(row -> names.add(row.path("name").asText()));
        names.removeIf(name -> !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"));
        return List.copyOf(names);
    }
}
