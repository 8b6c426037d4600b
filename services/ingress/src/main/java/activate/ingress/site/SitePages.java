package activate.ingress.site;

import activate.settings.PlatformConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The static pages, read from the class path once and kept with their entity tags. */
public final class SitePages {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private record Page(String mediaType, Buffer body, String tag) {}

    private final Map<String, Page> pages;

    public SitePages(SiteConfig config, PlatformConfig platform) {
        Map<String, String> values =
                Map.of(
                        "{{url}}",
                        platform.publicUrl().toString(),
                        "{{host}}",
                        platform.publicUrl().getAuthority(),
                        "{{version}}",
                        config.version());
        this.pages =
                Map.of(
                        "/", page("index.html", "text/html; charset=utf-8", values),
                        "/site.css", page("site.css", "text/css; charset=utf-8", Map.of()),
                        "/favicon.svg", page("favicon.svg", "image/svg+xml", Map.of()));
    }

    /** Answers a GET or HEAD of a path that is one of the pages. */
    public void answer(HttpServerRequest request, String path) {
        Page page = pages.get(path);
        if (page == null) {
            throw new IllegalArgumentException(path + " is no page");
        }
        HttpServerResponse response = request.response();
        response.putHeader("etag", page.tag())
                .putHeader("cache-control", "no-cache")
                .putHeader("content-security-policy", POLICY)
                .putHeader("cross-origin-opener-policy", "same-origin");
        if (page.tag().equals(request.getHeader("if-none-match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("content-type", page.mediaType())
                .putHeader("content-length", Integer.toString(page.body().length()))
                .end(HttpMethod.HEAD.equals(request.method()) ? Buffer.buffer() : page.body());
    }

    private static Page page(String file, String mediaType, Map<String, String> values) {
        String text = read(file);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), escaped(value.getValue()));
        }
        Buffer body = Buffer.buffer(text);
        return new Page(mediaType, body, tagOf(body));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String read(String file) {
        try (InputStream in = SitePages.class.getResourceAsStream("/site/" + file)) {
            if (in == null) {
                throw new IllegalStateException("/site/" + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tagOf(Buffer body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
