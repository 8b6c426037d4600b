package activate.legacyapi.organization;

import activate.servicekit.problem.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What part of the organizations is asked for, in which order. */
public final class OrganizationQuery {
    private static final int MOST = 500;

    @QueryParam("limit")
    @Nullable Integer limit;

    @QueryParam("offset")
    @Nullable Integer offset;

    @QueryParam("search")
    @Nullable String search;

    @QueryParam("sortBy")
    @Nullable String sortBy;

    @QueryParam("sortDir")
    @DefaultValue("asc")
    String sortDir = "asc";

    /** The part of these that is asked for, and how many were found in all. */
    OrganizationResource.Page page(List<OrganizationResource.Shown> all) {
        int most = limit == null ? MOST : limit;
        int skipped = offset == null ? 0 : offset;
        if (most < 1 || most > MOST || skipped < 0) {
            throw Problem.invalid(
                    "limit", "limit: " + most + " (expected: 1 to 500), offset from 0");
        }
        String text = search == null ? "" : search.toLowerCase(Locale.ROOT);
        List<OrganizationResource.Shown> found =
                all.stream()
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).contains(text))
                        .sorted(order())
                        .toList();
        return new OrganizationResource.Page(
                found.stream().skip(skipped).limit(most).toList(), found.size());
    }

    private Comparator<OrganizationResource.Shown> order() {
        if (sortBy != null && !sortBy.equals("name") && !sortBy.equals("managedBy")) {
            throw Problem.invalid("sortBy", "sortBy: (expected: name or managedBy)");
        }
        // Nobody manages an organization but itself, so by that all are equal and their names
        // count.
        Comparator<OrganizationResource.Shown> byName =
                Comparator.comparing(OrganizationResource.Shown::name);
        return switch (sortDir) {
            case "asc" -> byName;
            case "desc" -> byName.reversed();
            default -> throw Problem.invalid("sortDir", "sortDir: (expected: asc or desc)");
        };
    }
}
