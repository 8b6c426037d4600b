package activate.embedded.broker;

import activate.embedded.grant.Messages;
import activate.embedded.grant.ServiceGrants;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.List;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Protocol;
import org.apache.qpid.server.model.Transport;
import org.apache.qpid.server.model.port.AmqpPort;
import org.apache.qpid.server.protocol.ErrorCodes;
import org.apache.qpid.server.protocol.v0_8.AMQPConnection_0_8Impl;
import org.apache.qpid.server.protocol.v0_8.AMQShortString;
import org.apache.qpid.server.protocol.v0_8.transport.ServerChannelMethodProcessor;
import org.apache.qpid.server.transport.AggregateTicker;
import org.apache.qpid.server.transport.ServerNetworkConnection;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the bindings that are not in the table of grants. The broker asks its access rules about
 * everything else, but not about a binding that comes by AMQP 0-9-1 (10.1.0): with a queue of one's
 * own one would read every message.
 */
final class GuardedConnection extends AMQPConnection_0_8Impl {

    private static final String BIND = "receiveQueueBind";
    private static final int QUEUE = 0;
    private static final int EXCHANGE = 1;
    private static final int KEY = 2;

    /** The channel that was used last, behind its guard; only the connection's own thread looks. */
    private @Nullable Guarded last;

    private record Guarded(
            ServerChannelMethodProcessor channel, ServerChannelMethodProcessor guard) {}

    GuardedConnection(
            Broker<?> broker,
            ServerNetworkConnection network,
            AmqpPort<?> port,
            Transport transport,
            long id,
            AggregateTicker ticker) {
        super(broker, network, port, transport, Protocol.AMQP_0_9_1, id, ticker);
    }

    @Override
    public ServerChannelMethodProcessor getChannelMethodProcessor(int channelId) {
        ServerChannelMethodProcessor channel = super.getChannelMethodProcessor(channelId);
        Guarded known = last;
        if (known == null || known.channel() != channel) {
            known = new Guarded(channel, guard(channel, channelId));
            last = known;
        }
        return known.guard();
    }

    private ServerChannelMethodProcessor guard(
            ServerChannelMethodProcessor channel, int channelId) {
        return (ServerChannelMethodProcessor)
                Proxy.newProxyInstance(
                        ServerChannelMethodProcessor.class.getClassLoader(),
                        new Class<?>[] {ServerChannelMethodProcessor.class},
                        (_, method, values) -> {
                            if (method.getName().equals(BIND) && !mayBind(values)) {
                                sendConnectionClose(
                                        ErrorCodes.ACCESS_REFUSED,
                                        "binding is refused to " + client(),
                                        channelId);
                                return null;
                            }
                            try {
                                return method.invoke(channel, values);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /** A queue that is not named is the one that was declared last, perhaps somebody else's. */
    private boolean mayBind(Object[] values) {
        String queue = AMQShortString.toString((AMQShortString) values[QUEUE]);
        String exchange = AMQShortString.toString((AMQShortString) values[EXCHANGE]);
        String key = AMQShortString.toString((AMQShortString) values[KEY]);
        String client = client();
        if (client.equals(BrokerPart.USER)) {
            return true;
        }
        return queue != null
                && queue.startsWith(client + ".")
                && keys(client, exchange == null ? "" : exchange).contains(key == null ? "" : key);
    }

    private static List<String> keys(String client, String exchange) {
        return ServiceGrants.all().stream()
                .filter(grants -> grants.name().equals(client))
                .map(ServiceGrants::messages)
                .flatMap(
                        messages ->
                                switch (exchange) {
                                    case Messages.EVENTS -> messages.keys().stream();
                                    case Messages.DEAD -> messages.deadKeys().stream();
                                    default -> List.<String>of().stream();
                                })
                .toList();
    }

    private String client() {
        Principal principal = getAuthorizedPrincipal();
        return principal == null ? "nobody" : principal.getName();
    }
}
