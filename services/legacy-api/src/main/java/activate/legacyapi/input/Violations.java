package activate.legacyapi.input;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemMappers;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns violated constraints into one problem that names every wrong place, by its JSON pointer in
 * the body or the name of its parameter. The message of a constraint says what is expected.
 */
public final class Violations {
    private static final int LONGEST_SHOWN = 100;

    /** A violated constraint, its place, and where in the order of the members it stands. */
    private record Fault(int rank, Problem.FieldError error) {}

    @ServerExceptionMapper
    public Response refuse(ConstraintViolationException e) {
        return ProblemMappers.answer(problem(e.getConstraintViolations()));
    }

    /** The problem for these violations; the first member that is wrong is told first. */
    static Problem problem(Collection<? extends ConstraintViolation<?>> violations) {
        List<Problem.FieldError> errors =
                violations.stream()
                        .map(Violations::fault)
                        .sorted(
                                Comparator.comparingInt(Fault::rank)
                                        .thenComparing(fault -> fault.error().place()))
                        .map(Fault::error)
                        .distinct()
                        .toList();
        return Problem.invalid(errors.getFirst().detail(), errors);
    }

    private static Fault fault(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = new ArrayList<>();
        violation.getPropertyPath().forEach(nodes::add);
        Parameter parameter = parameter(violation, nodes);
        List<Path.Node> below =
                nodes.stream()
                        .filter(
                                node ->
                                        node.getKind() == ElementKind.PROPERTY
                                                || node.getKind() == ElementKind.CONTAINER_ELEMENT)
                        .toList();
        String pointer = pointer(parameter, below);
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        String detail =
                pointer.isEmpty()
                        ? violation.getMessage()
                        : name
                                + ": "
                                + shown(violation)
                                + "(expected: "
                                + violation.getMessage()
                                + ")";
        return new Fault(rank(parameter, below), Problem.FieldError.at(pointer, detail));
    }

    private static @Nullable Parameter parameter(
            ConstraintViolation<?> violation, List<Path.Node> nodes) {
        if (nodes.isEmpty() || nodes.getFirst().getKind() != ElementKind.METHOD) {
            return null;
        }
        Path.MethodNode method = nodes.getFirst().as(Path.MethodNode.class);
        int index = nodes.get(1).as(Path.ParameterNode.class).getParameterIndex();
        Class<?>[] types = method.getParameterTypes().toArray(Class<?>[]::new);
        return declared(violation.getRootBeanClass(), method.getName(), types)
                .getParameters()[index];
    }

    /**
     * The method as it was written: the framework calls it through subclasses without annotations.
     */
    private static Method declared(Class<?> type, String name, Class<?>[] parameters) {
        Method found = null;
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && Arrays.equals(method.getParameterTypes(), parameters)) {
                    found = method;
                }
            }
        }
        return Objects.requireNonNull(found, "a violation of no method");
    }

    private static String pointer(@Nullable Parameter parameter, List<Path.Node> below) {
        if (parameter != null && parameter.isAnnotationPresent(QueryParam.class)) {
            return parameter.getAnnotation(QueryParam.class).value();
        }
        if (parameter != null && parameter.isAnnotationPresent(BeanParam.class)) {
            return String.valueOf(below.getFirst().getName());
        }
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : below) {
            if (node.isInIterable() && node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.isInIterable() && node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }

    private static int rank(@Nullable Parameter parameter, List<Path.Node> below) {
        RecordComponent[] members =
                parameter == null ? null : parameter.getType().getRecordComponents();
        return members == null || below.isEmpty()
                ? 0
                : Arrays.stream(members)
                        .map(RecordComponent::getName)
                        .toList()
                        .indexOf(below.getFirst().getName());
    }

    /** What the caller has sent, as much of it as helps, where it is no secret. */
    private static String shown(ConstraintViolation<?> violation) {
        Object value = violation.getInvalidValue();
        boolean isShown =
                value instanceof Number
                        || violation.getConstraintDescriptor().getPayload().contains(Echoed.class);
        if (!isShown) {
            return "";
        }
        String text = String.valueOf(value);
        return shortened(text) + " ";
    }

    /** As much of a text as helps whoever has sent it. */
    static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
