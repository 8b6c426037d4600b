package activate.testkit.contract;

import activate.testkit.document.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI 3.1 document of the public API, made of what is known to be true: the contract's data
 * and its extensions for the operations that {@code docs/api-coverage.md} lists as offered, less
 * what {@code docs/api-extensions.md} says is not read, and with what {@code docs/authorization.md}
 * says of who may call. Other tests hold these against the services.
 */
public final class OpenApiDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern COVERED =
            Pattern.compile("\\| \\w+ \\| \\w+ \\| `([A-Z]+) (/[^`]*)` \\|");
    private static final Pattern AUTHORIZED =
            Pattern.compile("\\| ([A-Z]+) \\| `(/[^`]*)` \\| (.*) \\|");
    private static final Pattern NOT_READ = Pattern.compile("(body|query) `([^`]*)` is not read");

    private final ApiContract contract = ApiContract.read();
    private final ApiContract extensions = ApiContract.readExtensions();
    private final List<Deviation> differences = KnownDeviations.read().differences();
    private final OpenApiSchemas schemas =
            new OpenApiSchemas(contract.schemas(), extensions.schemas());
    private final Map<String, String> who = new TreeMap<>();
    private final List<Operation> offered = new ArrayList<>();
    private final PathNames names = new PathNames();

    private OpenApiDocument() {
        rows("api-coverage.md", COVERED)
                .forEach(row -> contract.find(row.group(1), row.group(2)).ifPresent(offered::add));
        extensions.operations().stream()
                .filter(one -> contract.find(one.method(), one.path()).isEmpty())
                .forEach(offered::add);
        offered.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
        offered.forEach(one -> names.add(one.path()));
        rows("authorization.md", AUTHORIZED)
                .forEach(
                        row ->
                                who.put(
                                        Operation.unnamed(row.group(1) + " " + row.group(2)),
                                        row.group(3)));
    }

    /** The document: JSON, two spaces a level. */
    public static String make() {
        return new OpenApiDocument().text();
    }

    private static List<MatchResult> rows(String document, Pattern row) {
        try {
            return Files.readAllLines(Checkout.root().resolve("docs").resolve(document)).stream()
                    .map(row::matcher)
                    .filter(Matcher::matches)
                    .map(Matcher::toMatchResult)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        ObjectNode root = JSON.objectNode();
        root.put("openapi", "3.1.0");
        root.set("info", OpenApiFrame.info());
        root.putArray("servers").addObject().put("url", "/").put("description", "This platform");
        ObjectNode paths = JSON.objectNode();
        TreeSet<String> groups = new TreeSet<>();
        for (Operation one : offered) {
            groups.add(one.group());
            paths.withObjectProperty(names.of(one.path()))
                    .set(one.method().toLowerCase(Locale.ROOT), operation(one));
        }
        differences.forEach(this::leaveOutOfBody);
        ArrayNode tags = root.putArray("tags");
        groups.forEach(
                group ->
                        tags.addObject()
                                .put("name", group)
                                .put("description", OpenApiFrame.sentence(group) + "."));
        root.set("paths", paths);
        ObjectNode components = root.putObject("components");
        components.set("securitySchemes", OpenApiFrame.securitySchemes());
        ObjectNode responses = OpenApiFrame.responses(schemas);
        components.set("responses", responses);
        schemas.dropUnused(List.of(paths, responses));
        components.set("schemas", schemas.components());
        return root.toPrettyString() + "\n";
    }

    private ObjectNode operation(Operation one) {
        String rule = who.getOrDefault(Operation.unnamed(one.key()), OpenApiFrame.MACHINES);
        ObjectNode operation = JSON.objectNode();
        operation.put("operationId", one.id().replace('_', '-'));
        operation.putArray("tags").add(one.group());
        operation.put("summary", OpenApiFrame.sentence(one.id()));
        operation.put("description", "For " + rule + ".");
        if (one.deprecated()) {
            operation.put("deprecated", true);
        }
        operation.set("security", OpenApiFrame.security(one.path(), rule));
        ArrayNode parameters = parameters(one);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        Operation.Body body = one.body();
        if (body != null) {
            ObjectNode request = operation.putObject("requestBody");
            request.put("required", body.required());
            content(request, "application/json", schemas.of(body.schema()));
        }
        operation.set("responses", responses(one, rule));
        return operation;
    }

    private ArrayNode parameters(Operation one) {
        ArrayNode all = JSON.arrayNode();
        for (String name : PathNames.in(names.of(one.path()))) {
            parameter(all, "path", name, JSON.objectNode().put("type", "string"), true);
        }
        List<Operation> sources = new ArrayList<>(List.of(one));
        more(one).ifPresent(sources::add);
        for (Operation source : sources) {
            for (Operation.Parameter query : source.query()) {
                if (isRead(one, "query", query.name())) {
                    parameter(all, "query", query);
                }
            }
            for (Operation.Parameter header : source.headers()) {
                if (!header.name().equals("Authorization")) {
                    parameter(all, "header", header);
                }
            }
        }
        return all;
    }

    /** What the extensions have beside an operation of the contract. */
    private Optional<Operation> more(Operation one) {
        return contract.find(one.method(), one.path())
                .flatMap(known -> extensions.find(one.method(), one.path()));
    }

    private void parameter(ArrayNode all, String place, Operation.Parameter parameter) {
        ObjectNode schema = schemas.of(parameter.type());
        String byDefault = parameter.byDefault();
        if (byDefault != null) {
            schema.set("default", OpenApiFrame.value(schema, byDefault));
        }
        parameter(all, place, parameter.name(), schema, false);
    }

    private static void parameter(
            ArrayNode all, String place, String name, ObjectNode schema, boolean required) {
        ObjectNode parameter = all.addObject();
        parameter.put("name", name).put("in", place);
        if (required) {
            parameter.put("required", true);
        }
        parameter.set("schema", schema);
    }

    private ObjectNode responses(Operation one, String rule) {
        ObjectNode all = JSON.objectNode();
        ObjectNode success = all.putObject(Integer.toString(one.status()));
        switch (one.answer()) {
            case Operation.Answer.Empty() -> success.put("description", "Done.");
            case Operation.Answer.Raw() -> {
                success.put("description", "The content itself.");
                content(success, "text/plain", JSON.objectNode().put("type", "string"));
            }
            case Operation.Answer.Json(JsonNode schema) -> {
                success.put("description", "Done; the answer tells of it.");
                content(success, "application/json", schemas.of(schema));
            }
        }
        OpenApiFrame.refusals(one, rule)
                .forEach(
                        status ->
                                all.putObject(status)
                                        .put("$ref", "#/components/responses/" + status));
        return all;
    }

    private static void content(ObjectNode holder, String type, ObjectNode schema) {
        holder.putObject("content").putObject(type).set("schema", schema);
    }

    private boolean isRead(Operation one, String place, String name) {
        return differences.stream()
                .filter(row -> Operation.unnamed(row.where()).equals(Operation.unnamed(one.key())))
                .noneMatch(row -> name.equals(notRead(row, place)));
    }

    private void leaveOutOfBody(Deviation row) {
        String member = notRead(row, "body");
        int space = row.where().indexOf(' ');
        if (member != null) {
            contract.find(row.where().substring(0, space), row.where().substring(space + 1))
                    .map(Operation::body)
                    .ifPresent(body -> schemas.leaveOut(body.schema(), member));
        }
    }

    private static @Nullable String notRead(Deviation row, String place) {
        Matcher matcher = NOT_READ.matcher(row.what());
        return matcher.matches() && matcher.group(1).equals(place) ? matcher.group(2) : null;
    }

    /** One name for each parameter of a path: OpenAPI takes paths of other names for the same. */
    static final class PathNames {
        private final Map<String, String> names = new TreeMap<>();

        void add(String path) {
            String before = "";
            for (String segment : path.split("/", -1)) {
                if (segment.startsWith("{")) {
                    names.putIfAbsent(before, segment);
                }
                before += "/" + Operation.unnamed(segment);
            }
        }

        String of(String path) {
            List<String> named = new ArrayList<>();
            String before = "";
            for (String segment : path.split("/", -1)) {
                named.add(segment.startsWith("{") ? names.getOrDefault(before, segment) : segment);
                before += "/" + Operation.unnamed(segment);
            }
            return String.join("/", named);
        }

        static List<String> in(String path) {
            return Pattern.compile("\\{([^}]*)}")
                    .matcher(path)
                    .results()
                    .map(result -> result.group(1))
                    .toList();
        }
    }
}
