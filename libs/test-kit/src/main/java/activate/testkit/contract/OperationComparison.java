package activate.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares one operation, as it is offered, with the contract. */
final class OperationComparison {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final ContractSchemas schemas;
    private final OfferedOperation offered;
    private final Operation wanted;
    private final List<Deviation> found = new ArrayList<>();

    OperationComparison(ContractSchemas schemas, OfferedOperation offered, Operation wanted) {
        this.schemas = schemas;
        this.offered = offered;
        this.wanted = wanted;
    }

    /** By what it is not what the contract says. */
    List<Deviation> findings() {
        compareParameters("query", offered.query(), wanted.query());
        compareParameters("header", offered.headers(), wanted.headers());
        compareBody();
        compareAnswer();
        return found;
    }

    private void compareParameters(
            String place, List<OfferedOperation.Named> offers, List<Operation.Parameter> wants) {
        Map<String, Operation.Parameter> known =
                wants.stream()
                        .filter(wish -> !wish.name().equals("Authorization"))
                        .collect(Collectors.toMap(Operation.Parameter::name, Function.identity()));
        for (OfferedOperation.Named offer : offers) {
            Operation.Parameter wish = known.remove(offer.name());
            String name = place + " `" + offer.name() + "`";
            if (wish == null) {
                found.add(Deviation.addition(wanted.key(), name));
                continue;
            }
            if (!fits(offer.type(), wish.type())) {
                difference(name + " is " + offer.type().getTypeName() + ", not " + wish.type());
            }
            if (wish.byDefault() != null && !wish.byDefault().equals(offer.byDefault())) {
                difference(name + " is " + offer.byDefault() + " by default");
            }
        }
        wants.stream()
                .filter(wish -> known.containsKey(wish.name()))
                .forEach(wish -> difference(place + " `" + wish.name() + "` is not read"));
    }

    private static boolean fits(Type offer, JsonNode wish) {
        Class<?> raw = BodyComparison.raw(offer);
        if (raw == null) {
            return false;
        }
        return switch (wish.path("type").asText()) {
            case "array" -> Collection.class.isAssignableFrom(raw);
            case "integer" ->
                    raw == int.class
                            || raw == long.class
                            || raw == Integer.class
                            || raw == Long.class;
            case "boolean" -> raw == boolean.class || raw == Boolean.class;
            default -> raw == String.class || raw.isEnum();
        };
    }

    private void compareBody() {
        Optional<Type> read = offered.body();
        Operation.Body body = wanted.body();
        if (body == null) {
            read.ifPresent(_ -> found.add(Deviation.addition(wanted.key(), "a body")));
            return;
        }
        if (read.isEmpty()) {
            for (JsonNode alternative : ContractSchemas.alternatives(body.schema())) {
                schemas.resolved(alternative)
                        .path("properties")
                        .fieldNames()
                        .forEachRemaining(name -> difference("body `" + name + "` is not read"));
            }
        } else if (read.get() != InputStream.class) {
            found.addAll(
                    new BodyComparison(schemas, wanted.key(), BodyComparison.Direction.BODY)
                            .compare(read.get(), body.schema()));
        }
    }

    private void compareAnswer() {
        Type type = answered(offered.code().getGenericReturnType());
        if (type.getTypeName().equals("jakarta.ws.rs.core.Response")) {
            difference("the code does not tell what is answered: return a `RestResponse<…>`");
            return;
        }
        boolean empty = type == void.class || type == Void.class;
        int status = empty ? NO_CONTENT : OK;
        for (var annotation : offered.code().getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("ResponseStatus")) {
                status = stated(annotation);
            }
        }
        if (status != wanted.status()) {
            difference("success is " + status + ", not " + wanted.status());
        }
        switch (wanted.answer()) {
            case Operation.Answer.Empty _ -> {
                if (!empty) {
                    found.add(Deviation.addition(wanted.key(), "answer"));
                }
            }
            case Operation.Answer.Raw _ -> {}
            case Operation.Answer.Json(JsonNode schema) -> {
                if (empty) {
                    difference("answer is empty");
                } else {
                    found.addAll(
                            new BodyComparison(
                                            schemas, wanted.key(), BodyComparison.Direction.ANSWER)
                                    .compare(type, schema));
                }
            }
        }
    }

    /** What is inside of that which carries a status or comes later. */
    private static Type answered(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            String name = parameterized.getRawType().getTypeName();
            if (name.equals("org.jboss.resteasy.reactive.RestResponse")
                    || name.equals("io.smallrye.mutiny.Uni")) {
                return answered(parameterized.getActualTypeArguments()[0]);
            }
        }
        return type;
    }

    private static int stated(java.lang.annotation.Annotation status) {
        try {
            return (int) status.annotationType().getMethod("value").invoke(status);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("@ResponseStatus has a value", e);
        }
    }

    private void difference(@Nullable String what) {
        found.add(Deviation.difference(wanted.key(), String.valueOf(what)));
    }
}
