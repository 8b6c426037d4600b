package activate.embedded.mongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A listener for the wire protocol; with TLS it wants to see a certificate of the client first. */
public final class MongoServerChannel implements AutoCloseable {

    private static final int HANDLER_THREADS = 16;
    private static final int BACKLOG = 100;

    private final EventLoopGroup loops =
            new NioEventLoopGroup(2, new DefaultThreadFactory("mongodb-io", true));

    /** A write waits for the disk, so it may not sit on an event loop. */
    private final EventExecutorGroup handlers =
            new DefaultEventExecutorGroup(
                    HANDLER_THREADS, new DefaultThreadFactory("mongodb-op", true));

    private final ChannelGroup clients =
            new DefaultChannelGroup("mongodb", GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    public MongoServerChannel(
            InetSocketAddress address, Optional<SslContext> tls, MongoBackend backend) {
        var initializer =
                new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        var pipeline = channel.pipeline();
                        tls.ifPresent(
                                context -> pipeline.addLast(context.newHandler(channel.alloc())));
                        pipeline.addLast(new MongoWireReplyEncoder());
                        pipeline.addLast(new MongoWireMessageEncoder());
                        pipeline.addLast(new MongoWireProtocolHandler());
                        pipeline.addLast(handlers, new MongoDatabaseHandler(backend, clients));
                        pipeline.addLast(handlers, new MongoExceptionHandler());
                    }
                };
        listener =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(initializer)
                        .bind(address)
                        .syncUninterruptibly()
                        .channel();
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Clients see closed connections; what was acknowledged is on disk already. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        handlers.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
