package activate.agent.state;

/** The version of this program; it follows the project's. */
public final class AgentVersion {
    public static final String TEXT = "0.1.0";

    private AgentVersion() {}
}
