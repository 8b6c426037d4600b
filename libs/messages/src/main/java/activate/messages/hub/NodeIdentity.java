package activate.messages.hub;

/** Who a node API key stands for. */
public record NodeIdentity(String nodeId, String clusterId, String organization) {}
