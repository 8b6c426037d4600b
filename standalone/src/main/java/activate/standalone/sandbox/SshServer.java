package activate.standalone.sandbox;

import activate.embedded.part.ChildProcess;
import java.nio.file.Path;

/** A kind of SSH server: the machine's own, or ours. */
sealed interface SshServer permits OpenSshServer, JavaSshServer {

    String version();

    ChildProcess.Command command();

    /** The process runs now. */
    default void started() {}

    /** The process is gone. */
    default void ended() {}

    /** Exactly these keys log in from now on; lines as in an authorized_keys file. */
    void admit(String keys);

    /** The keys that log in now. */
    String admitted();

    /** A file that is there while a login waits for the keys to be asked for again. */
    Path wish();
}
