package activate.outbound;

import activate.outbound.OutboundException.Kind;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address of a name that accepts connections. Where a name has several, they are tried a
 * quarter of a second apart, the families in turn (RFC 8305), and the first that answers is kept
 * until something fails. An address that failed is tried after the others the next time.
 *
 * <p>A name with one address costs no connection of its own.
 */
final class ReachAddress {
    private static final long NEXT_MILLIS = 250;

    private final Map<String, InetAddress> kept = new ConcurrentHashMap<>();
    private final Map<String, Set<InetAddress>> failed = new ConcurrentHashMap<>();

    /** Gives all addresses of a name. */
    interface NameService {
        List<InetAddress> addresses(String name) throws UnknownHostException;
    }

    private final NameService names;

    ReachAddress(NameService names) {
        this.names = names;
    }

    /** Where a connection goes: a name or a literal address, and a port. */
    record Place(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Makes an address that answers the one that the next connection to this name takes.
     *
     * @return how many addresses the name has
     * @throws OutboundException where there is none, or none that answers within the limit
     */
    int reach(Place place, Duration limit) throws OutboundException {
        long end = System.nanoTime() + limit.toNanos();
        List<InetAddress> all = lookup(place, limit);
        InetAddress known = kept.get(place.host());
        if (all.size() == 1) {
            PreferredAddresses.prefer(place.host(), null);
            return 1;
        }
        if (known != null && all.contains(known)) {
            return all.size();
        }
        InetAddress answering = new Race(place, ordered(place.host(), all), end).run();
        kept.put(place.host(), answering);
        PreferredAddresses.prefer(place.host(), answering);
        return all.size();
    }

    /** A connection to this name failed: another address is taken next time, if there is one. */
    void failed(String host) {
        InetAddress bad = kept.remove(host);
        if (bad != null) {
            Set<InetAddress> of = failed.computeIfAbsent(host, _ -> new LinkedHashSet<>());
            synchronized (of) {
                // The latest failure is the last one to be tried.
                of.remove(bad);
                of.add(bad);
            }
            PreferredAddresses.prefer(host, null);
        }
    }

    /** A connection that had worked is over: the addresses are tried anew. */
    void doubt(String host) {
        kept.remove(host);
    }

    private List<InetAddress> lookup(Place place, Duration limit) throws OutboundException {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("lookup")
                .start(
                        () -> {
                            try {
                                answer.complete(names.addresses(place.host()));
                            } catch (UnknownHostException | RuntimeException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new OutboundException(
                    Kind.UNREACHABLE,
                    "no address found for " + place,
                    "check the host name and the DNS",
                    e);
        } catch (TimeoutException e) {
            throw new OutboundException(
                    Kind.TIMEOUT,
                    "the name service did not answer in time for " + place.host(),
                    "check the DNS of this machine",
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static OutboundException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new OutboundException(Kind.TIMEOUT, "interrupted", "", cause);
    }

    /** The system's order with the families in turn; those that failed come last. */
    private List<InetAddress> ordered(String host, List<InetAddress> all) {
        List<InetAddress> first = new ArrayList<>();
        List<InetAddress> second = new ArrayList<>();
        boolean six = all.getFirst() instanceof Inet6Address;
        all.forEach(one -> (one instanceof Inet6Address == six ? first : second).add(one));
        List<InetAddress> turns = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (i < first.size()) {
                turns.add(first.get(i));
            }
            if (i < second.size()) {
                turns.add(second.get(i));
            }
        }
        Set<InetAddress> bad = failed.getOrDefault(host, Set.of());
        synchronized (bad) {
            List<InetAddress> since = List.copyOf(bad);
            turns.sort(Comparator.comparingInt(since::indexOf));
        }
        return turns;
    }

    /** One try of all addresses. */
    private static final class Race {
        private final Place place;
        private final List<InetAddress> order;
        private final long end;
        private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        private final List<Socket> sockets = new ArrayList<>();
        private boolean refused;

        private record Outcome(InetAddress address, @Nullable IOException failure) {}

        Race(Place place, List<InetAddress> order, long end) {
            this.place = place;
            this.order = order;
            this.end = end;
        }

        InetAddress run() throws OutboundException {
            try {
                int running = 0;
                for (InetAddress next : order) {
                    begin(next);
                    running++;
                    Outcome outcome = take(Math.min(NEXT_MILLIS, left()));
                    if (outcome != null && outcome.failure() == null) {
                        return outcome.address();
                    }
                    running -= outcome == null ? 0 : 1;
                }
                while (running > 0 && left() > 0) {
                    Outcome outcome = take(left());
                    if (outcome != null && outcome.failure() == null) {
                        return outcome.address();
                    }
                    running -= outcome == null ? 0 : 1;
                }
                throw none();
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                sockets.forEach(Race::close);
            }
        }

        private long left() {
            return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        }

        private @Nullable Outcome take(long millis) throws InterruptedException {
            Outcome outcome = outcomes.poll(millis, TimeUnit.MILLISECONDS);
            if (outcome != null && outcome.failure() != null) {
                refused |= !(outcome.failure() instanceof SocketTimeoutException);
            }
            return outcome;
        }

        private void begin(InetAddress address) {
            Socket socket = new Socket();
            sockets.add(socket);
            int millis = (int) Math.max(1, left());
            Thread.ofVirtual()
                    .name("reach")
                    .start(
                            () -> {
                                try (socket) {
                                    socket.connect(
                                            new InetSocketAddress(address, place.port()), millis);
                                    outcomes.add(new Outcome(address, null));
                                } catch (IOException e) {
                                    outcomes.add(new Outcome(address, e));
                                }
                            });
        }

        private OutboundException none() {
            return new OutboundException(
                    refused ? Kind.UNREACHABLE : Kind.TIMEOUT,
                    place
                            + (refused
                                    ? " refuses connections"
                                    : " did not accept a connection in time")
                            + " at each of its "
                            + order.size()
                            + " addresses",
                    DiagnoseFailure.reachHint(place.toString()),
                    null);
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException _) {
                // It was never used.
            }
        }
    }
}
