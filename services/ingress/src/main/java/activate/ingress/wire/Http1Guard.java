package activate.ingress.wire;

import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;

import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refusal;
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
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Between the decoder of HTTP/1.1 and Vert.x: after a request that was refused nothing more of its
 * connection is looked at, whatever it may look like, and the answer arrives before the connection
 * closes. A request that was sent before the answer to an earlier one has been taken waits here,
 * and nothing more is read. One event loop only.
 */
// What becomes of a write or a close shows in the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http1Guard extends ChannelDuplexHandler {

    /** Parts of requests that were read together with an earlier one; more ends the connection. */
    private static final int MOST_WAITING = 128;

    private final ArrayDeque<Object> waiting = new ArrayDeque<>();
    private final Duration linger;
    private final BiConsumer<MultiMap, String> answerHeaders;
    private boolean unanswered;
    private boolean headSent;
    private boolean readsLater;
    private boolean passing;
    private boolean refused;
    private boolean answered;
    private boolean closing;

    /**
     * @param answerHeaders adds to an answer what each one of the edge carries; its second argument
     *     is the id of the request
     */
    Http1Guard(Duration linger, BiConsumer<MultiMap, String> answerHeaders) {
        this.linger = linger;
        this.answerHeaders = answerHeaders;
    }

    /** Looks at nothing more that comes. */
    void refuse() {
        refused = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
        } else if (waiting.isEmpty() && mayPass(ctx, message)) {
            pass(ctx, message);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(message);
        } else {
            ReferenceCountUtil.release(message);
            refused = true;
            ctx.channel().unsafe().closeForcibly();
        }
    }

    /** Reads nothing more while a request waits. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (waiting.isEmpty() || refused) {
            ctx.read();
        } else {
            readsLater = true;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        passWaiting(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    private boolean mayPass(ChannelHandlerContext ctx, Object message) {
        return !(message instanceof HttpRequest) || (!unanswered && ctx.channel().isWritable());
    }

    /** What is passed may end an answer or fill the buffer, and so lead here again. */
    private void passWaiting(ChannelHandlerContext ctx) {
        if (passing || waiting.isEmpty()) {
            return;
        }
        passing = true;
        boolean passed = false;
        while (!waiting.isEmpty() && (refused || mayPass(ctx, waiting.peek()))) {
            Object message = waiting.remove();
            if (refused) {
                ReferenceCountUtil.release(message);
            } else {
                pass(ctx, message);
                passed = true;
            }
        }
        passing = false;
        if (passed) {
            // Until then Vert.x keeps what it writes.
            ctx.fireChannelReadComplete();
        }
        if (waiting.isEmpty() && readsLater) {
            readsLater = false;
            ctx.read();
        }
    }

    private void pass(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            unanswered = true;
            check(request);
        } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            refused = true;
            if (unanswered && !headSent) {
                answerBrokenBody(ctx);
            }
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (answered && !(message instanceof ByteBuf)) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new Refusal(EdgeProblems.malformed()));
            return;
        }
        if (message instanceof HttpResponse response) {
            headSent = response.status().code() >= 200;
        }
        if (message instanceof LastHttpContent && headSent) {
            headSent = false;
            unanswered = false;
            if (!waiting.isEmpty()) {
                // Vert.x is in the middle of ending the answer.
                ctx.executor().execute(() -> passWaiting(ctx));
            }
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
        ctx.read();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput(ctx.channel()));
        ctx.executor().schedule(() -> ctx.close(), linger.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is no HTTP/1 is answered as HTTP/1.1, like all that could not be decoded. */
    private void check(HttpRequest request) {
        if (request.decoderResult().isSuccess() && !isHttp1(request.protocolVersion())) {
            request.setDecoderResult(
                    DecoderResult.failure(new Refusal(EdgeProblems.httpVersion())));
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
