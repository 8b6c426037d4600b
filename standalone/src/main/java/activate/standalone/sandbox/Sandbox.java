package activate.standalone.sandbox;

import activate.embedded.part.Part;
import activate.standalone.settings.Settings;

/**
 * Puts the demo cluster together: an SSH server on loopback, and an agent of a cluster named {@code
 * sandbox}.
 */
public final class Sandbox {

    public static final String NAME = "sandbox";

    private final SshServerPart sshServer;
    private final AgentPart agent;

    public Sandbox(Settings settings) {
        var account = LoginAccount.choose();
        var api = new PlatformApi(settings);
        sshServer = new SshServerPart(settings, account, api);
        agent = new AgentPart(settings, account, api, sshServer.hostKey());
    }

    public static boolean isBuilt(Settings settings) {
        return AgentPart.isBuilt(settings);
    }

    public Part sshServer() {
        return sshServer;
    }

    public Part agent() {
        return agent;
    }
}
