package activate.standalone.command;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * INT, TERM and HUP without a shutdown of the JVM: the libraries inside the supervisor close their
 * servers in shutdown hooks of their own, at once and in any order, while the services still need
 * them.
 */
final class TerminationSignals {

    private TerminationSignals() {}

    /** By reflection, since the compiler warns of the class and has no other to offer. */
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            TerminationSignals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) ->
                                    switch (method.getName()) {
                                        case "handle" -> {
                                            action.run();
                                            yield null;
                                        }
                                        case "equals" -> self == arguments[0];
                                        case "hashCode" -> System.identityHashCode(self);
                                        default -> "TerminationSignals";
                                    });
            var handle = signal.getMethod("handle", signal, handler);
            for (String name : List.of("INT", "TERM", "HUP")) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signals cannot be handled on this JVM", e);
        }
    }
}
