package activate.legacyapi.problem;

import static activate.legacyapi.resource.Who.PUBLIC;

import activate.legacyapi.resource.Allows;
import activate.messages.problem.ProblemGuide;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Explains a problem to people: the address in its member {@code type}. */
@Path("/problems")
@NonBlocking
public class ProblemResource {
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%1$s</title>
            <h1>%3$s</h1>
            <p><code>%1$s</code>%2$s</p>
            <h2>What it means</h2>
            <p>%4$s</p>
            <h2>What to do</h2>
            <p>%5$s</p>
            </html>
            """;
    private static final int AGE_SECONDS = 3600;

    /** The page of one code. */
    @GET
    @Path("/{code}")
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Allows(PUBLIC)
    public Response get(@PathParam("code") String code) {
        ProblemGuide guide =
                ProblemGuide.of(code)
                        .orElseThrow(
                                () ->
                                        Problem.of(
                                                ProblemCode.NOT_FOUND,
                                                "There is no problem of this code."));
        CacheControl cache = new CacheControl();
        cache.setMaxAge(AGE_SECONDS);
        return Response.ok(page(guide))
                .cacheControl(cache)
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .build();
    }

    private static String page(ProblemGuide guide) {
        String status =
                guide.status().equals("-") ? ", on an open socket" : ", status " + guide.status();
        return PAGE.formatted(
                escaped(guide.code()),
                escaped(status),
                escaped(guide.title()),
                escaped(guide.meaning()),
                escaped(guide.advice()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
