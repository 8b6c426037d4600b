package activate.embedded.broker;

import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Transport;
import org.apache.qpid.server.model.port.AmqpPort;
import org.apache.qpid.server.protocol.v0_8.ProtocolEngineCreator_0_9_1;
import org.apache.qpid.server.transport.AggregateTicker;
import org.apache.qpid.server.transport.ProtocolEngine;
import org.apache.qpid.server.transport.ServerNetworkConnection;

/**
 * AMQP 0-9-1 by {@link GuardedConnection}, in place of the broker's own. The broker finds it among
 * its plug-ins.
 */
public final class GuardedProtocol extends ProtocolEngineCreator_0_9_1 {

    /** Called before the broker looks for its plug-ins. */
    static void replaceTheOwn() {
        String own = getInstance().getType();
        System.setProperty("qpid.plugin.disabled:protocolenginecreator." + own, "true");
    }

    @Override
    public String getType() {
        return "guarded " + super.getType();
    }

    @Override
    public ProtocolEngine newProtocolEngine(
            Broker<?> broker,
            ServerNetworkConnection network,
            AmqpPort<?> port,
            Transport transport,
            long id,
            AggregateTicker ticker) {
        var connection = new GuardedConnection(broker, network, port, transport, id, ticker);
        connection.create();
        return connection;
    }
}
