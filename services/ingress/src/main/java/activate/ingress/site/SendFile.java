package activate.ingress.site;

import activate.ingress.limit.CutOff;
import activate.ingress.limit.Hold;
import activate.ingress.limit.LoopLimits;
import activate.ingress.limit.WatchedBody;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblemException;
import activate.ingress.problem.EdgeProblems;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Sends an open file as an answer, piece by piece as the client takes it, and closes it however
 * that ends. Unlike the library's own way it holds one piece and leaves nobody to stand still.
 * Event loop only.
 */
final class SendFile {

    private static final int PIECE_BYTES = 32 * 1024;

    private final HttpServerRequest request;
    private final AsyncFile file;
    private final WatchedBody body;

    SendFile(HttpServerRequest request, AsyncFile file, long length, LoopLimits limits) {
        this.request = request;
        this.file = file;
        EdgeProblem broken = EdgeProblems.notFound();
        this.body =
                new WatchedBody(
                        limits.ticks(),
                        file.setReadLength(length).setReadBufferSize(PIECE_BYTES),
                        new WatchedBody.Bounds(
                                length,
                                WatchedBody.Pace.ANY,
                                WatchedBody.Pace.ofReader(limits.config())),
                        new WatchedBody.Verdicts(broken, broken, broken));
    }

    void begin(Hold hold) {
        hold.whenOver(() -> body.abandon(new EdgeProblemException(EdgeProblems.notFound())));
        body.pipe()
                .endOnFailure(false)
                .to(request.response())
                .onComplete(
                        sent -> {
                            body.stop();
                            file.close();
                            if (sent.failed()) {
                                breakOff();
                            }
                        });
    }

    /** The client went away, stands still, or the file was cut midway: the connection tells. */
    private void breakOff() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            CutOff.now(request.connection());
        }
    }
}
