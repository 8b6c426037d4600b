package activate.standalone.sandbox;

import activate.standalone.home.Settings;
import activate.standalone.supervise.Part;
import java.util.List;

/**
 * Puts the demo cluster together: an SSH server on loopback, and an agent of a cluster named {@code
 * sandbox}.
 */
public final class Sandbox {

    public static final String NAME = "sandbox";

    private final Settings settings;

    public Sandbox(Settings settings) {
        this.settings = settings;
    }

    public List<Part> parts() {
        var account = LoginAccount.choose();
        var api = new PlatformApi(settings);
        var ssh = new SshServerPart(settings, account, api);
        return List.of(ssh, new AgentPart(settings, account, api, ssh.hostKey()));
    }

    public boolean isBuilt() {
        return AgentPart.isBuilt(settings);
    }
}
