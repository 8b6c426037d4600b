package activate.ingress.site;

import activate.ingress.limit.Hold;
import activate.ingress.limit.LoopLimits;
import activate.ingress.limit.Share;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileProps;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files by which an agent is installed, sent from the distribution folder as they are at that
 * moment. One for each event loop.
 */
public final class AgentFiles {

    private final Vertx vertx;
    private final Optional<Path> folder;
    private final LoopLimits limits;

    /** A request for one of the files. */
    private record Asked(HttpServerRequest request, String requestId, Hold hold) {}

    public AgentFiles(Vertx vertx, SiteConfig config, LoopLimits limits) {
        this.vertx = vertx;
        this.folder = config.agentDist();
        this.limits = limits;
    }

    /**
     * Answers with a file of the folder; {@code name} comes from the route table, never from the
     * request.
     */
    public void answer(
            HttpServerRequest request, String name, String mediaType, String requestId, Hold hold) {
        Asked asked = new Asked(request, requestId, hold);
        if (folder.isEmpty()) {
            refuse(asked, EdgeProblems.notFound());
            return;
        }
        String file = folder.get().resolve(name).toString();
        vertx.fileSystem()
                .props(file)
                .onFailure(_ -> refuse(asked, EdgeProblems.notFound()))
                .onSuccess(
                        props -> {
                            if (props.isRegularFile()) {
                                answer(asked, file, props, mediaType);
                            } else {
                                refuse(asked, EdgeProblems.notFound());
                            }
                        });
    }

    private void answer(Asked asked, String file, FileProps props, String mediaType) {
        HttpServerResponse response = asked.request().response();
        if (response.closed()) {
            return;
        }
        String tag = "\"" + Long.toHexString(props.lastModifiedTime()) + "-" + props.size() + "\"";
        if (tag.equals(asked.request().getHeader("if-none-match"))) {
            describe(response, tag).setStatusCode(304).end();
            return;
        }
        String length = Long.toString(props.size());
        if (HttpMethod.HEAD.equals(asked.request().method())) {
            describe(response, tag)
                    .putHeader("content-type", mediaType)
                    .putHeader("content-length", length)
                    .end();
            return;
        }
        Share share = limits.shares().files();
        String client = asked.hold().client();
        switch (share.take(client)) {
            case ADMITTED -> asked.hold().whenOver(() -> share.giveBack(client));
            case ADDRESS_FULL -> {
                refuse(asked, EdgeProblems.tooManyFromAddress("downloads"));
                return;
            }
            case EDGE_FULL, CLOSED -> {
                refuse(asked, EdgeProblems.overloaded());
                return;
            }
        }
        vertx.fileSystem()
                .open(file, new OpenOptions().setWrite(false).setCreate(false))
                .onFailure(_ -> refuse(asked, EdgeProblems.notFound()))
                .onSuccess(
                        opened -> {
                            describe(response, tag)
                                    .putHeader("content-type", mediaType)
                                    .putHeader("content-length", length);
                            send(asked, opened, props.size());
                        });
    }

    private void send(Asked asked, AsyncFile file, long length) {
        new SendFile(asked.request(), file, length, limits).begin(asked.hold());
    }

    private void refuse(Asked asked, EdgeProblem problem) {
        Refuse.with(vertx, asked.request(), problem, asked.requestId());
    }

    private static HttpServerResponse describe(HttpServerResponse response, String tag) {
        return response.putHeader("etag", tag).putHeader("cache-control", "no-cache");
    }
}
