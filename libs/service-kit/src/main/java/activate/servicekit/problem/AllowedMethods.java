package activate.servicekit.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in {@code Allow} which methods a path takes, where the answer is that it does not take this
 * one (RFC 9110 §15.5.6).
 */
@Provider
@Singleton
public final class AllowedMethods implements DynamicFeature, ContainerResponseFilter {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}]+}");

    private final List<Operation> operations = new CopyOnWriteArrayList<>();

    private record Operation(Pattern path, String method) {}

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod named = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (named != null) {
                String template =
                        path(resource.getResourceClass().getAnnotation(Path.class))
                                + path(method.getAnnotation(Path.class));
                operations.add(new Operation(pattern(template), named.value()));
            }
        }
    }

    private static String path(@Nullable Path path) {
        String text = path == null ? "" : path.value().replaceAll("^/+|/+$", "");
        return text.isEmpty() ? "" : "/" + text;
    }

    /** One segment is left open for each parameter. */
    private static Pattern pattern(String template) {
        StringBuilder pattern = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(template);
        int from = 0;
        while (parameter.find()) {
            pattern.append(Pattern.quote(template.substring(from, parameter.start())))
                    .append("[^/]+");
            from = parameter.end();
        }
        return Pattern.compile(pattern + Pattern.quote(template.substring(from)) + "/?");
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() != ProblemCode.METHOD_NOT_ALLOWED.status()) {
            return;
        }
        String path = request.getUriInfo().getRequestUri().getRawPath();
        Set<String> allowed = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
        for (Operation operation : operations) {
            if (operation.path().matcher(path).matches()) {
                allowed.add(operation.method());
                if (operation.method().equals(HttpMethod.GET)) {
                    allowed.add(HttpMethod.HEAD);
                }
            }
        }
        response.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(", ", allowed));
    }
}
