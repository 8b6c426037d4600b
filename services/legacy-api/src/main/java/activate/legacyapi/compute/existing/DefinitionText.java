package activate.legacyapi.compute.existing;

import activate.legacyapi.compute.cluster.HostAndPort;

/** What texts of a definition may look like, for the constraints of the bodies. */
final class DefinitionText {
    static final String LOGIN = "|[A-Za-z_][A-Za-z0-9._-]{0,63}|__USER__";
    static final String LOGIN_WORDS = "a letter, then letters, digits and ._-";
    static final String AUTH_METHOD = "proxy-certificates|pw-cli|ssh-key|workspace-key";
    static final String AUTH_METHOD_WORDS = "one of " + AUTH_METHOD;
    static final String ADDRESS = "\\s*(?:" + HostAndPort.PATTERN + ")?\\s*";
    static final String ADDRESS_WORDS = "host or host:port";
    static final int MOST_NODES = 32;
    static final String MOST_NODES_WORDS = "at most 32";

    private DefinitionText() {}
}
