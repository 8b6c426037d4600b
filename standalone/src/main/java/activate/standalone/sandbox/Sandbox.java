package activate.standalone.sandbox;

import activate.embedded.part.Part;
import activate.standalone.settings.Settings;

/**
 * Puts the demo cluster together: an SSH server on loopback, and an agent of a cluster named {@code
 * sandbox}.
 */
public final class Sandbox {

    public static final String NAME = "sandbox";

    /** Moves the port of its SSH server. */
    public static final String PORT = "ACTIVATE_PORT_SANDBOX";

    private static final int DOCUMENTED_PORT = 2222;

    private final SshServerPart sshServer;
    private final AgentPart agent;

    public Sandbox(Settings settings) {
        var account = LoginAccount.choose();
        var api = new PlatformApi(settings);
        sshServer = new SshServerPart(settings, account, api);
        agent = new AgentPart(settings, account, api, sshServer.hostKey());
    }

    public static int sshPort(Settings settings) {
        return settings.port(PORT, DOCUMENTED_PORT);
    }

    public static boolean isBuilt(Settings settings) {
        return AgentPart.isBuilt(settings);
    }

    /** Whether its node has an identity, so that it needs nothing but a way to the hub. */
    public boolean isEnrolled() {
        return agent.isEnrolled();
    }

    public Part sshServer() {
        return sshServer;
    }

    public Part agent() {
        return agent;
    }
}
