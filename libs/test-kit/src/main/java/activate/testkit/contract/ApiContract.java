package activate.testkit.contract;

import activate.testkit.document.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The public API v7: its operations and its schemas. */
public final class ApiContract {
    private static final Path FOLDER = Path.of("services/legacy-api/src/test/resources/contract");
    private static final int COLUMNS = 11;

    private final List<Operation> operations;
    private final ContractSchemas schemas;

    private ApiContract(List<Operation> operations, ContractSchemas schemas) {
        this.operations = operations;
        this.schemas = schemas;
    }

    /** Reads it from the checkout. */
    public static ApiContract read() {
        return read("operations.tsv", "schemas.json");
    }

    /**
     * What the platform adds, in the same form: operations of its own, and what is read or answered
     * beside what the operation and the schema of the same name have in the contract.
     */
    static ApiContract readExtensions() {
        return read("extensions.tsv", "extensions.json");
    }

    private static ApiContract read(String operations, String schemas) {
        Path folder = Checkout.root().resolve(FOLDER);
        try (Stream<String> lines = Files.lines(folder.resolve(operations))) {
            return new ApiContract(
                    lines.skip(1).map(ApiContract::operation).toList(),
                    ContractSchemas.read(folder.resolve(schemas)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every operation, sorted by group and path. */
    public List<Operation> operations() {
        return operations;
    }

    /** The schemas that the operations name. */
    public ContractSchemas schemas() {
        return schemas;
    }

    /** The operation of that method under that path; what the parameters are called is ignored. */
    Optional<Operation> find(String method, String path) {
        String unnamed = Operation.unnamed(path);
        return operations.stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> Operation.unnamed(operation.path()).equals(unnamed))
                .findFirst();
    }

    /** The operation that a request with that path, as it was sent, is for. */
    Optional<Operation> of(String method, String path) {
        String[] asked = path.split("/", -1);
        return operations.stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> fits(operation.path().split("/", -1), asked))
                .min(Comparator.comparingLong(ApiContract::parameters));
    }

    private static long parameters(Operation operation) {
        return operation.path().chars().filter(c -> c == '{').count();
    }

    private static boolean fits(String[] template, String[] asked) {
        if (template.length != asked.length) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            boolean open = template[i].startsWith("{") && !asked[i].isEmpty();
            if (!open && !template[i].equals(asked[i])) {
                return false;
            }
        }
        return true;
    }

    private static Operation operation(String line) {
        String[] column = line.split("\t", -1);
        if (column.length != COLUMNS) {
            throw new AssertionError("operations.tsv: " + column.length + " columns in: " + line);
        }
        int space = column[9].indexOf(' ');
        return new Operation(
                column[0],
                column[1],
                column[2],
                column[3],
                parameters(column[5]),
                parameters(column[6]),
                column[4].contains("deprecated"),
                column[8].isEmpty()
                        ? null
                        : new Operation.Body(TypeText.schema(column[8]), column[8].endsWith("*")),
                Integer.parseInt(column[9].substring(0, space)),
                answer(column[9].substring(space + 1)));
    }

    private static Operation.Answer answer(String text) {
        return switch (text) {
            case "-" -> new Operation.Answer.Empty();
            case "bytes", "raw" -> new Operation.Answer.Raw();
            default -> new Operation.Answer.Json(TypeText.schema(text));
        };
    }

    private static List<Operation.Parameter> parameters(String column) {
        List<Operation.Parameter> parameters = new ArrayList<>();
        for (String text : column.isEmpty() ? new String[0] : column.split(" ", -1)) {
            int colon = text.indexOf(':');
            int equals = text.indexOf('=', colon);
            String type = text.substring(colon + 1, equals < 0 ? text.length() : equals);
            parameters.add(
                    new Operation.Parameter(
                            text.substring(0, colon),
                            TypeText.schema(type),
                            equals < 0 ? null : text.substring(equals + 1)));
        }
        return parameters;
    }
}
