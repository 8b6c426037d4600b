package activate.legacyapi.resource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An operation that the service offers, and who may call it. */
public record Operation(String method, String path, Rule rule) {

    /**
     * All operations of the service, in the order of their paths.
     *
     * @throws IllegalStateException where one does not say who may call it
     */
    public static List<Operation> all() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("activate.legacyapi")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(Operation::of)
                        .sorted(
                                Comparator.comparing((Operation one) -> one.path())
                                        .thenComparing(one -> one.method()))
                        .toList();
    }

    /** Those of one resource class. */
    static Stream<Operation> of(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .flatMap(
                        method ->
                                verb(method).stream()
                                        .map(
                                                verb ->
                                                        new Operation(
                                                                verb,
                                                                joined(resource, method),
                                                                Rule.of(resource, method))));
    }

    /** Whether these are exactly those who may, whatever the document in the path says. */
    public boolean isFor(Who... who) {
        return rule.who().equals(Set.of(who));
    }

    /** Whether users may call it at all, and must show who they are. */
    public boolean isForUsers() {
        return !rule.isPublic() && !rule.isForMachines();
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(a -> Stream.ofNullable(a.annotationType().getAnnotation(HttpMethod.class)))
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String joined(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path =
                resource.getAnnotation(Path.class).value()
                        + "/"
                        + (below == null ? "" : below.value());
        return path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }
}
