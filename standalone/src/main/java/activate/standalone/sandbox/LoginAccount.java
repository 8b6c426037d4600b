package activate.standalone.sandbox;

import activate.embedded.part.PartFailure;
import activate.embedded.part.Programs;
import java.util.List;

/**
 * The account that logins of the demo cluster get: whoever runs the platform, but never root.
 *
 * @param name as the machine calls it
 * @param wrapper the words in front of a command that runs as it
 * @param separate whether it is another account than ours, which cannot read our files
 */
record LoginAccount(String name, List<String> wrapper, boolean separate) {

    private static final String NOBODY_ID = "65534";

    LoginAccount {
        wrapper = List.copyOf(wrapper);
    }

    static LoginAccount choose() {
        String user = System.getProperty("user.name");
        if (!user.equals("root")) {
            return new LoginAccount(user, List.of(), false);
        }
        String setpriv =
                Programs.find("setpriv")
                        .orElseThrow(
                                () ->
                                        new PartFailure(
                                                "the demo cluster needs setpriv (util-linux) under root,"
                                                        + " or --no-demo"));
        return new LoginAccount(
                "nobody",
                List.of(
                        setpriv,
                        "--reuid=" + NOBODY_ID,
                        "--regid=" + NOBODY_ID,
                        "--clear-groups",
                        "--no-new-privs",
                        "--"),
                true);
    }
}
