package activate.ingress.wire;

import activate.ingress.limit.EdgeLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the nine bytes before each frame, and ends connections that flood or that use streams again
 * (RFC 9113, 5.1 and 5.1.1), which the codec behind it answers too mildly. Holds no payload. One
 * event loop only.
 */
// What becomes of a write or a close shows in the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Guard extends ChannelDuplexHandler {

    private static final int PREFACE_BYTES = 24;
    private static final int HEADER_BYTES = 9;

    /** A stream is opened, given a priority, read from and perhaps cancelled. */
    private static final double FRAMES_OF_A_REQUEST = 2;

    private static final double BODY_BYTES_OF_A_FRAME = 32;

    /** Some clients open the window again, of stream and connection, for every 4 KiB. */
    private static final double ANSWER_BYTES_OF_A_FRAME = 1024;

    private final FrameBudget budget;
    private final int unreadStreams;
    private final Duration firstSettings;
    private final Duration linger;
    private final StreamHistory streams = new StreamHistory();
    private final byte[] header = new byte[HEADER_BYTES];
    private int headerBytes;
    private int skip = PREFACE_BYTES;
    private int unread;
    private boolean hasSettings;
    private boolean ended;

    Http2Guard(FrameConfig config, EdgeLimits limits) {
        this.budget = new FrameBudget(config.burst(), config.perSecond(), System.nanoTime());
        this.unreadStreams = limits.unreadStreams();
        this.firstSettings = limits.headerTimeout();
        this.linger = config.linger();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        // Until then nobody else knows of the connection.
        ctx.executor()
                .schedule(
                        () -> {
                            if (!hasSettings) {
                                ctx.close();
                            }
                        },
                        firstSettings.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ended || !(message instanceof ByteBuf bytes)) {
            if (ended) {
                ReferenceCountUtil.release(message);
            } else {
                ctx.fireChannelRead(message);
            }
            return;
        }
        int begin = bytes.readerIndex();
        int end = bytes.writerIndex();
        for (int at = begin; at < end; ) {
            int skipped = Math.min(skip, end - at);
            skip -= skipped;
            at += skipped;
            while (skip == 0 && at < end && headerBytes < HEADER_BYTES) {
                header[headerBytes++] = bytes.getByte(at++);
            }
            if (headerBytes == HEADER_BYTES) {
                headerBytes = 0;
                skip = number(0, 3);
                Http2Error error = frame(skip, ctx.channel().isWritable());
                if (error != null) {
                    bytes.release();
                    end(ctx, error);
                    return;
                }
            }
        }
        ctx.fireChannelRead(bytes);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        unread = 0;
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            budget.give(bytes.readableBytes() / ANSWER_BYTES_OF_A_FRAME);
        }
        ctx.write(message, promise);
    }

    private @Nullable Http2Error frame(int length, boolean writable) {
        Http2Flags flags = new Http2Flags(header[4]);
        int stream = number(5, HEADER_BYTES) & Integer.MAX_VALUE;
        switch (header[3]) {
            case Http2FrameTypes.HEADERS -> {
                return headers(stream, flags, writable);
            }
            case Http2FrameTypes.DATA -> {
                budget.give(length / BODY_BYTES_OF_A_FRAME);
                if (flags.endOfStream()) {
                    streams.ends(stream);
                    return null;
                }
            }
            case Http2FrameTypes.RST_STREAM -> streams.ends(stream);
            case Http2FrameTypes.SETTINGS -> hasSettings = true;
            default -> {
                // Counted below like the others.
            }
        }
        return budget.take(System.nanoTime()) ? null : Http2Error.ENHANCE_YOUR_CALM;
    }

    /** The bytes of the header from one to before another, as a number. */
    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 8) | (header[i] & 0xff);
        }
        return number;
    }

    private @Nullable Http2Error headers(int stream, Http2Flags flags, boolean writable) {
        StreamHistory.Meaning meaning = streams.headers(stream);
        if (flags.endOfStream()) {
            streams.ends(stream);
        }
        return switch (meaning) {
            case OPENS -> {
                budget.give(FRAMES_OF_A_REQUEST);
                boolean isRead = writable || ++unread <= unreadStreams;
                yield isRead ? null : Http2Error.ENHANCE_YOUR_CALM;
            }
            case CONTINUES -> budget.take(System.nanoTime()) ? null : Http2Error.ENHANCE_YOUR_CALM;
            case ENDED -> Http2Error.STREAM_CLOSED;
            case SKIPPED -> Http2Error.PROTOCOL_ERROR;
        };
    }

    /** Says why, then reads on for a moment: closing at once would reset the word away. */
    private void end(ChannelHandlerContext ctx, Http2Error error) {
        ended = true;
        byte[] why = error.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        ByteBuf goAway = ctx.alloc().buffer(HEADER_BYTES + 8 + why.length);
        goAway.writeMedium(8 + why.length)
                .writeByte(Http2FrameTypes.GO_AWAY)
                .writeByte(0)
                .writeInt(0);
        goAway.writeInt(streams.highest()).writeInt((int) error.code()).writeBytes(why);
        ctx.writeAndFlush(goAway);
        ctx.executor().schedule(() -> ctx.close(), linger.toMillis(), TimeUnit.MILLISECONDS);
    }
}
