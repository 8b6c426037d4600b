package activate.legacyapi.input;

import activate.servicekit.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses parameters of the query that the operation does not obey: one that nobody reads, such as
 * a misspelt filter, would otherwise answer with everything. Also one that is given twice, and a
 * number that is none.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public final class KnownQuery implements ContainerRequestFilter {
    private static final Map<Method, Map<String, Class<?>>> KNOWN = new ConcurrentHashMap<>();

    @Context ResourceInfo resource;

    @SuppressWarnings("NullAway.Init") // The framework fills the field.
    KnownQuery() {}

    @Override
    public void filter(ContainerRequestContext request) {
        Map<String, List<String>> query = request.getUriInfo().getQueryParameters();
        if (!query.isEmpty()) {
            Map<String, Class<?>> known =
                    KNOWN.computeIfAbsent(resource.getResourceMethod(), KnownQuery::known);
            query.forEach((name, values) -> require(known, name, values));
        }
    }

    private static void require(Map<String, Class<?>> known, String name, List<String> values) {
        Class<?> type = known.get(name);
        if (type == null) {
            String offered =
                    known.isEmpty()
                            ? "no parameters in the query"
                            : "one of " + String.join(", ", known.keySet());
            throw Problem.invalid(
                    Violations.shortened(name),
                    Violations.shortened(name) + ": not taken here (expected: " + offered + ")");
        }
        if (values.size() > 1 && type != List.class) {
            throw Problem.invalid(name, name + ": given " + values.size() + " times");
        }
        if (type == int.class && !isInt(values.getFirst())) {
            throw Problem.invalid(
                    name,
                    name
                            + ": "
                            + Violations.shortened(values.getFirst())
                            + " (expected: a whole number)");
        }
    }

    private static boolean isInt(String text) {
        try {
            Integer.parseInt(text);
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** The parameters of the query that an operation reads, with their types. */
    static Map<String, Class<?>> known(Method operation) {
        Map<String, Class<?>> names = new TreeMap<>();
        for (Parameter parameter : operation.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                names.put(query.value(), parameter.getType());
            } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    QueryParam member = field.getAnnotation(QueryParam.class);
                    if (member != null) {
                        names.put(member.value(), field.getType());
                    }
                }
            }
        }
        return names;
    }
}
