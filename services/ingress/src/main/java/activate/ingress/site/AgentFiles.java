package activate.ingress.site;

import activate.ingress.problem.EdgeProblems;
import activate.ingress.problem.Refuse;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileProps;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files by which an agent is installed, sent from the distribution folder as they are at that
 * moment.
 */
public final class AgentFiles {

    private final Vertx vertx;
    private final Optional<Path> folder;

    public AgentFiles(Vertx vertx, SiteConfig config) {
        this.vertx = vertx;
        this.folder = config.agentDist();
    }

    /**
     * Answers with a file of the folder; {@code name} comes from the route table, never from the
     * request.
     */
    public void answer(HttpServerRequest request, String name, String mediaType, String requestId) {
        if (folder.isEmpty()) {
            Refuse.with(vertx, request, EdgeProblems.notFound(), requestId);
            return;
        }
        String file = folder.get().resolve(name).toString();
        vertx.fileSystem()
                .props(file)
                .onFailure(_ -> Refuse.with(vertx, request, EdgeProblems.notFound(), requestId))
                .onSuccess(
                        props -> {
                            if (props.isRegularFile()) {
                                send(request, file, props, mediaType);
                            } else {
                                Refuse.with(vertx, request, EdgeProblems.notFound(), requestId);
                            }
                        });
    }

    private static void send(
            HttpServerRequest request, String file, FileProps props, String mediaType) {
        String tag = "\"" + Long.toHexString(props.lastModifiedTime()) + "-" + props.size() + "\"";
        HttpServerResponse response = request.response();
        response.putHeader("etag", tag).putHeader("cache-control", "no-cache");
        if (tag.equals(request.getHeader("if-none-match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("content-type", mediaType);
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader("content-length", Long.toString(props.size())).end();
            return;
        }
        // A failure here means that the client went away or the file was replaced midway: the
        // connection tells.
        response.sendFile(file).onFailure(_ -> response.reset());
    }
}
