package activate.ingress.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the guard of HTTP/1.1 lets pass to the server behind it. */
final class Http1GuardTest {

    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new Http1Guard(
                            SmallLimits.of(
                                    Map.of(
                                            "pipelined-requests", "32",
                                            "unread-answers", "3")),
                            Duration.ofMillis(1),
                            (_, _) -> {}));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void whatFollowsTheLastRequestOfAConnectionIsReleasedAndGoesNowhere() {
        // Given
        HttpRequest last = request();
        last.headers().set(HttpHeaderNames.CONNECTION, "close");
        channel.writeInbound(last, LastHttpContent.EMPTY_LAST_CONTENT);
        channel.inboundMessages().clear();
        // When
        ByteBuf more = Unpooled.buffer().writeInt(1);
        channel.writeInbound(request(), new DefaultHttpContent(more));
        // Then
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(more.refCnt()).isZero();
    }

    @Test
    void aBodyThatGoesOnAfterTheAnswerThatClosesIsReleased() {
        // Given
        channel.writeInbound(request());
        channel.inboundMessages().clear();
        var answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        answer.headers().set(HttpHeaderNames.CONNECTION, "close");
        channel.writeOutbound(answer);
        // When
        ByteBuf more = Unpooled.buffer().writeInt(1);
        channel.writeInbound(new DefaultHttpContent(more));
        // Then
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(more.refCnt()).isZero();
    }

    @Test
    void requestsBeforeTheAnswerToAnEarlierOneEndTheConnectionWhenTheyAreTooMany() {
        for (int i = 0; i < 32; i++) {
            channel.writeInbound(request(), LastHttpContent.EMPTY_LAST_CONTENT);
        }
        assertThat(channel.isOpen()).isTrue();

        channel.writeInbound(request());

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void requestsWhoseAnswersAreWrittenMayBeAnyNumber() {
        for (int i = 0; i < 1000; i++) {
            channel.writeInbound(request(), LastHttpContent.EMPTY_LAST_CONTENT);
            channel.writeOutbound(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void requestsWhileTheAnswersAreNotTakenEndTheConnectionWhenTheyAreTooMany() {
        writable(false);
        channel.writeInbound(request(), request(), request());
        assertThat(channel.isOpen()).isTrue();
        writable(true);
        writable(false);
        channel.writeInbound(request(), request(), request());
        assertThat(channel.isOpen()).isTrue();

        channel.writeInbound(request());

        assertThat(channel.isOpen()).isFalse();
    }

    private void writable(boolean value) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, value);
        channel.runPendingTasks();
    }

    private static HttpRequest request() {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    }
}
