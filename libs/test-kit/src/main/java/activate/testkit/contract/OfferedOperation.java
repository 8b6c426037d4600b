package activate.testkit.contract;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An operation that a service offers, as the annotations of its resource class say. */
record OfferedOperation(String method, String path, Method code) {
    /** Headers that belong to HTTP or to the way in which a caller is known. */
    private static final List<String> COMMON_HEADERS =
            List.of("authorization", "origin", "user-agent", "accept", "content-type", "cookie");

    /** A parameter in the query or a header. */
    record Named(String name, Type type, @Nullable String byDefault) {}

    /** Every operation below {@code /api}, of the resource classes in these packages. */
    static List<OfferedOperation> in(String root) {
        List<OfferedOperation> all = new ArrayList<>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(root)) {
            if (type.isAnnotatedWith(Path.class)) {
                all.addAll(of(type.reflect()));
            }
        }
        if (all.isEmpty()) {
            throw new AssertionError(
                    "no operation under /api in " + root + ": nothing was checked");
        }
        all.sort(
                Comparator.comparing(OfferedOperation::path)
                        .thenComparing(OfferedOperation::method));
        return all;
    }

    /** Those of one resource class. */
    static List<OfferedOperation> of(Class<?> resource) {
        List<OfferedOperation> all = new ArrayList<>();
        String base = resource.getAnnotation(Path.class).value();
        for (Method method : resource.getMethods()) {
            Path below = method.getAnnotation(Path.class);
            String path = joined(base, below == null ? "" : below.value());
            if (path.startsWith("/api/")) {
                verb(method).ifPresent(v -> all.add(new OfferedOperation(v, path, method)));
            }
        }
        return all;
    }

    private static Optional<String> verb(Method method) {
        return Stream.of(method.getAnnotations())
                .flatMap(a -> Stream.ofNullable(a.annotationType().getAnnotation(HttpMethod.class)))
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String joined(String base, String below) {
        String path = "/" + base + "/" + below;
        return path.replaceAll("\\{\\s*([\\w.-]+)\\s*:[^}]*}", "{$1}")
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }

    String key() {
        return method + " " + path;
    }

    /** The parameters that it reads from the query. */
    List<Named> query() {
        List<Named> found = new ArrayList<>();
        parameters(
                (element, type) -> {
                    QueryParam query = element.getAnnotation(QueryParam.class);
                    if (query != null) {
                        found.add(new Named(query.value(), type, byDefault(element)));
                    }
                });
        return found;
    }

    /** The headers that mean something to this operation. */
    List<Named> headers() {
        List<Named> found = new ArrayList<>();
        parameters(
                (element, type) -> {
                    HeaderParam header = element.getAnnotation(HeaderParam.class);
                    if (header != null
                            && COMMON_HEADERS.stream()
                                    .noneMatch(header.value()::equalsIgnoreCase)) {
                        found.add(new Named(header.value(), type, byDefault(element)));
                    }
                });
        return found;
    }

    /** What it reads from the body: the parameter that nothing else fills. */
    Optional<Type> body() {
        return Arrays.stream(code.getParameters())
                .filter(
                        parameter ->
                                Arrays.stream(parameter.getAnnotations()).noneMatch(this::fills))
                .map(Parameter::getParameterizedType)
                .findFirst();
    }

    private boolean fills(Annotation annotation) {
        String name = annotation.annotationType().getName();
        return name.startsWith("jakarta.ws.rs.") || name.startsWith("org.jboss.resteasy.reactive.");
    }

    private static @Nullable String byDefault(AnnotatedElement element) {
        DefaultValue value = element.getAnnotation(DefaultValue.class);
        return value == null ? null : value.value();
    }

    private void parameters(BiConsumer<AnnotatedElement, Type> visitor) {
        for (Parameter parameter : code.getParameters()) {
            visitor.accept(parameter, parameter.getParameterizedType());
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                fields(parameter.getType(), visitor);
            }
        }
        fields(code.getDeclaringClass(), visitor);
    }

    private static void fields(Class<?> type, BiConsumer<AnnotatedElement, Type> visitor) {
        for (Field field : type.getDeclaredFields()) {
            visitor.accept(field, field.getGenericType());
            if (field.isAnnotationPresent(BeanParam.class)) {
                fields(field.getType(), visitor);
            }
        }
    }
}
