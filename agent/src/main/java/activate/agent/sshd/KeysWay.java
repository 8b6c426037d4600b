package activate.agent.sshd;

/** How this machine's SSH server learns that a user of the platform may log in. */
public sealed interface KeysWay {
    record Found(String how) implements KeysWay {}

    /** Something is set up that the server does not heed. */
    record Ignored(String cause, String fix) implements KeysWay {}

    /** Nothing of ours; there may be other means, which nobody can see from here. */
    record NotKnown() implements KeysWay {}
}
