package activate.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds what a service offers, as the annotations of its resources say, against the contract: path,
 * method, status of success, query, headers, body and answer. By what it is not the contract stands
 * in {@code docs/api-extensions.md}, or is a fault.
 */
public final class ContractCheck {
    private final ApiContract contract;
    private final List<OfferedOperation> offered;
    private final Predicate<String> isOwn;

    private ContractCheck(
            ApiContract contract, List<OfferedOperation> offered, Predicate<String> isOwn) {
        this.contract = contract;
        this.offered = offered;
        this.isOwn = isOwn;
    }

    /**
     * Looks at the resource classes of a service.
     *
     * @param root package below which they are
     * @param isOwnPath which paths of the public API are this service's, so that it answers for
     *     their rows in the document
     */
    public static ContractCheck of(String root, Predicate<String> isOwnPath) {
        return new ContractCheck(ApiContract.read(), OfferedOperation.in(root), isOwnPath);
    }

    /** Fails unless each operation is the contract's, or stands in the document. */
    public void check() {
        List<String> faults = KnownDeviations.read().faults(findings(), isOwn);
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "The service is not what the contract says.\n" + String.join("\n", faults));
        }
    }

    /** One line: how much of the contract is offered. */
    public String summary() {
        return offeredByGroup().values().stream().mapToInt(List::size).sum()
                + " of the contract's "
                + contract.operations().size()
                + " operations, and "
                + offered.stream().filter(one -> wanted(one).isEmpty()).count()
                + " others";
    }

    /**
     * The groups of which it offers something, how much of each, and which operations these are.
     */
    public String coverage() {
        Map<String, Long> sizes =
                contract.operations().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Operation::group, TreeMap::new, Collectors.counting()));
        Map<String, List<Operation>> byGroup = offeredByGroup();
        StringBuilder text = new StringBuilder();
        text.append("It offers ").append(summary()).append(".\n\n");
        text.append("| Group | Offered | Contract |\n|---|---|---|\n");
        byGroup.forEach(
                (group, operations) ->
                        text.append(
                                "| %s | %d | %d |%n"
                                        .formatted(group, operations.size(), sizes.get(group))));
        text.append("\n| Group | Operation | Method and path |\n|---|---|---|\n");
        byGroup.forEach(
                (group, operations) ->
                        operations.forEach(
                                one ->
                                        text.append(
                                                "| %s | %s | `%s` |%n"
                                                        .formatted(group, one.id(), one.key()))));
        return text.toString();
    }

    List<Deviation> findings() {
        List<Deviation> found = new ArrayList<>();
        for (OfferedOperation one : offered) {
            wanted(one)
                    .ifPresentOrElse(
                            wanted ->
                                    found.addAll(
                                            new OperationComparison(contract.schemas(), one, wanted)
                                                    .findings()),
                            () -> found.add(Deviation.addition(one.key(), "the operation")));
        }
        return found;
    }

    private Map<String, List<Operation>> offeredByGroup() {
        return offered.stream()
                .flatMap(one -> wanted(one).stream())
                .collect(
                        Collectors.groupingBy(Operation::group, TreeMap::new, Collectors.toList()));
    }

    private Optional<Operation> wanted(OfferedOperation one) {
        return contract.find(one.method(), one.path());
    }
}
