package activate.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An ordinary user of the platform, with a home of his own on the user's host. */
record Member(Rig rig, String name, Path home) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PASSWORD = "A quiet harbour, 7 at dusk";

    /** Makes the account as the administrator, by the API, and logs in. */
    static Member join(Rig rig, String name) throws IOException {
        Path home = Files.createDirectory(rig.folder.resolve("home-of-" + name));
        String administrator = Files.readString(rig.folder.resolve("platform/admin-password"));
        String script =
                """
                set -eu
                call() {
                  curl --fail-with-body -sS -m 30 --cacert "$1" -b jar -c jar -H 'Content-Type: application/json' -X "$2" "https://activate.test$3" -d @-
                }
                cat >given
                head -n 1 given | call "$1" POST /api/sso/password/login
                sed -n 2p given | call "$1" POST /api/organizations/default/users
                rm given jar
                """;
        String given =
                """
                {"username":"admin","password":"%s"}
                {"username":"%s","name":"A member","email":"%s@example.org","password":"%s"}
                """
                        .formatted(administrator.strip(), name, name, PASSWORD);
        rig.closed
                .user(home)
                .run(
                        PATIENCE,
                        given.getBytes(StandardCharsets.UTF_8),
                        "sh",
                        "-c",
                        "cd; " + script,
                        "sh",
                        certificate(rig))
                .ok();
        Member member = new Member(rig, name, home);
        member.shell(
                        PASSWORD.getBytes(StandardCharsets.UTF_8),
                        "pw auth login https://activate.test --username "
                                + name
                                + " --password-stdin --ca-file "
                                + certificate(rig))
                .ok();
        return member;
    }

    private static String certificate(Rig rig) {
        return rig.folder.resolve("ca.pem").toString();
    }

    /** Runs lines as he types them in his home; `pw` is on his path. */
    Shell.Result run(String lines) {
        return shell(new byte[0], lines);
    }

    /** Runs `pw` as a program does. */
    Shell.Result pw(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = rig.checkout.resolve("pw").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return rig.closed.user(home).run(PATIENCE, command);
    }

    private Shell.Result shell(byte[] input, String lines) {
        return rig.closed
                .user(home)
                .run(
                        PATIENCE,
                        input,
                        "sh",
                        "-c",
                        "PATH=$1:$PATH; cd; umask 077\n" + lines,
                        "sh",
                        rig.checkout.toString());
    }
}
