package activate.ingress.wire;

import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;

import activate.ingress.limit.EdgeLimits;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblemException;
import activate.ingress.problem.EdgeProblems;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Between the decoder of HTTP/1.1 and Vert.x: after a request that was refused nothing more of its
 * connection is looked at, whatever it may look like, and the answer arrives before the connection
 * closes. Nor at anything after the last request of a connection, which Vert.x would not release.
 * Requests that are sent without end before their answers are taken end the connection: Vert.x
 * would keep each of them, and each answer. One event loop only.
 */
// What becomes of a write or a close shows in the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http1Guard extends ChannelDuplexHandler {

    private final int mostUnanswered;
    private final int mostUnread;
    private final Duration linger;
    private final BiConsumer<MultiMap, String> answerHeaders;
    private int unanswered;
    private int unread;
    private boolean isLast;
    private boolean closesAfter;
    private boolean over;
    private boolean headSent;
    private boolean refused;
    private boolean answered;
    private boolean closing;

    /**
     * @param limits how many requests may be sent ahead of their answers
     * @param linger how long a refused connection is still read from
     * @param answerHeaders adds to an answer what each one of the edge carries; its second argument
     *     is the id of the request
     */
    Http1Guard(EdgeLimits limits, Duration linger, BiConsumer<MultiMap, String> answerHeaders) {
        this.mostUnanswered = limits.pipelinedRequests();
        this.mostUnread = limits.unreadAnswers();
        this.linger = linger;
        this.answerHeaders = answerHeaders;
    }

    /** Looks at nothing more that comes. */
    void refuse() {
        refused = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refused || over) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest && isTooMany(ctx)) {
            ReferenceCountUtil.release(message);
            refused = true;
            ctx.close();
            return;
        }
        if (message instanceof HttpRequest request) {
            unanswered++;
            isLast = !HttpUtil.isKeepAlive(request);
            check(request);
        } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            refused = true;
            if (unanswered == 1 && !headSent) {
                answerBrokenBody(ctx);
            }
        }
        over = isLast && message instanceof LastHttpContent;
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        unread = 0;
        ctx.fireChannelWritabilityChanged();
    }

    private boolean isTooMany(ChannelHandlerContext ctx) {
        boolean unreadToo = !ctx.channel().isWritable() && ++unread > mostUnread;
        return unreadToo || unanswered >= mostUnanswered;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (answered && !(message instanceof ByteBuf)) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new EdgeProblemException(EdgeProblems.malformed()));
            return;
        }
        if (message instanceof HttpResponse response) {
            headSent = response.status().code() >= 200;
            closesAfter = headSent && !HttpUtil.isKeepAlive(response);
        }
        if (message instanceof LastHttpContent && headSent) {
            headSent = false;
            unanswered--;
            over |= closesAfter || (isLast && unanswered == 0);
        }
        ctx.write(message, promise);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!refused || !ctx.channel().isActive()) {
            ctx.close(promise);
            return;
        }
        ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
        if (closing) {
            return;
        }
        closing = true;
        // What the client still sends would make a closed socket reset, and the answer with it.
        ctx.channel().config().setAutoRead(true);
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput(ctx.channel()));
        ctx.executor().schedule(() -> ctx.close(), linger.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is no HTTP/1 is answered as HTTP/1.1, like all that could not be decoded. */
    private void check(HttpRequest request) {
        if (request.decoderResult().isSuccess() && !isHttp1(request.protocolVersion())) {
            request.setDecoderResult(
                    DecoderResult.failure(new EdgeProblemException(EdgeProblems.httpVersion())));
        }
        List<String> codings = request.headers().getAll(TRANSFER_ENCODING);
        if (codings.size() == 1 && "chunked".equalsIgnoreCase(codings.getFirst())) {
            // The one spelling that all behind this know.
            request.headers().set(TRANSFER_ENCODING, "chunked");
        }
        if (request.decoderResult().isFailure()) {
            refused = true;
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
    }

    /** Other ways to write the two versions give equal objects, which Vert.x takes for others. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isHttp1(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }

    /** Vert.x closes a connection with a broken body at once; the service never had the whole. */
    private void answerBrokenBody(ChannelHandlerContext ctx) {
        EdgeProblem problem = EdgeProblems.malformed();
        String requestId = UUID.randomUUID().toString();
        ByteBuf body = Unpooled.wrappedBuffer(problem.json(requestId).toBuffer().getBytes());
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), body);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        answerHeaders.accept(headers, requestId);
        headers.set("content-type", EdgeProblem.MEDIA_TYPE)
                .set("cache-control", "no-store")
                .set("content-length", Integer.toString(body.readableBytes()))
                .set("connection", "close");
        headers.forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        ctx.writeAndFlush(response);
        answered = true;
    }

    private static void endOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }
}
