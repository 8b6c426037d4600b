package activate.ingress.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a service's answer to an upgrade: either the switch, after which every byte belongs to the
 * socket, or a refusal with a small body. Uses the same decoder as the HTTP client does; holds at
 * most {@link #MAX_REFUSAL} bytes.
 */
final class OriginAnswer {

    static final int MAX_REFUSAL = 64 * 1024;

    private final EmbeddedChannel decoder =
            new EmbeddedChannel(
                    new HttpResponseDecoder(new HttpDecoderConfig().setMaxHeaderSize(16 * 1024)));
    private final Buffer rest = Buffer.buffer();
    private @Nullable HttpResponse head;
    private boolean complete;
    private boolean broken;

    /** Takes bytes from the service; to be asked afterwards what is known. */
    void feed(Buffer bytes) {
        decoder.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes()));
        for (Object part = decoder.readInbound(); part != null; part = decoder.readInbound()) {
            try {
                take(part);
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
        if (rest.length() > MAX_REFUSAL && !isSwitch()) {
            broken = true;
        }
    }

    /** The service has closed; a refusal without a length ends there. */
    void end() {
        complete = head != null && !isSwitch();
        broken |= !complete;
    }

    void release() {
        decoder.finishAndReleaseAll();
    }

    boolean isBroken() {
        return broken;
    }

    boolean isSwitch() {
        return head != null && head.status().code() == 101;
    }

    boolean isRefusal() {
        return complete && !broken && !isSwitch();
    }

    int status() {
        return head == null ? 502 : head.status().code();
    }

    Iterable<Map.Entry<String, String>> headers() {
        return head == null ? List.of() : head.headers();
    }

    /** What followed the head: the first bytes of the socket, or the body of the refusal. */
    Buffer rest() {
        return rest;
    }

    private void take(Object part) {
        if (part instanceof HttpResponse response) {
            broken |= response.decoderResult().isFailure();
            head = response;
        }
        if (part instanceof HttpContent content) {
            append(content.content());
        }
        if (part instanceof LastHttpContent last) {
            broken |= last.decoderResult().isFailure();
            complete = true;
        }
        if (part instanceof ByteBuf raw) {
            append(raw);
        }
    }

    private void append(ByteBuf bytes) {
        rest.appendBytes(ByteBufUtil.getBytes(bytes));
    }
}
