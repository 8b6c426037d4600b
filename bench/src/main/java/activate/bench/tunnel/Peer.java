package activate.bench.tunnel;

import java.util.List;

/// A system under test: how its two processes are started.
interface Peer {
    String name();

    /// Takes the agent on the port `carrier` and offers the agent's target on the port `forward`.
    List<String> hub(int carrier, int forward);

    /// Connects to the port `carrier`; what the hub forwards goes to the port `target`.
    List<String> agent(int carrier, int forward, int target);
}
