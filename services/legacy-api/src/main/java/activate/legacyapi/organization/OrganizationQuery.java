package activate.legacyapi.organization;

import activate.legacyapi.input.Direction;
import activate.legacyapi.input.PageSize;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What part of the organizations is asked for, in which order. */
public final class OrganizationQuery {
    @QueryParam("limit")
    @DefaultValue("" + PageSize.MOST)
    @PageSize
    int limit;

    @QueryParam("offset")
    @DefaultValue("0")
    @PositiveOrZero(message = "0 or more")
    int offset;

    @QueryParam("search")
    @Nullable String search;

    @QueryParam("sortBy")
    @Pattern(regexp = "name|managedBy", message = "name or managedBy")
    @Nullable String sortBy;

    @QueryParam("sortDir")
    @DefaultValue("asc")
    @Direction
    String sortDir = "asc";

    /** The part of these that is asked for, and how many were found in all. */
    OrganizationResource.Page page(List<OrganizationResource.Shown> all) {
        String text = search == null ? "" : search.toLowerCase(Locale.ROOT);
        List<OrganizationResource.Shown> found =
                all.stream()
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).contains(text))
                        .sorted(order())
                        .toList();
        return new OrganizationResource.Page(
                found.stream().skip(offset).limit(limit).toList(), found.size());
    }

    /**
     * By name: nobody manages an organization but itself, so by that all are equal and their names
     * count.
     */
    private Comparator<OrganizationResource.Shown> order() {
        Comparator<OrganizationResource.Shown> byName =
                Comparator.comparing(OrganizationResource.Shown::name);
        return sortDir.equals(Direction.DESCENDING) ? byName.reversed() : byName;
    }
}
