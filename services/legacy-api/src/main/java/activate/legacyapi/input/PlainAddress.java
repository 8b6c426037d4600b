package activate.legacyapi.input;

import activate.servicekit.input.PlainText;
import activate.servicekit.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses text that is not plain in path and query: no store looks for them. */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
public final class PlainAddress implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        require("path", request.getUriInfo().getPath());
        request.getUriInfo()
                .getQueryParameters()
                .forEach(
                        (name, values) -> {
                            require("query", name);
                            values.forEach(value -> require(name, value));
                        });
    }

    private static void require(String where, String text) {
        if (PlainText.firstFault(text).isPresent()) {
            throw Problem.invalid(
                    where,
                    where
                            + ": has a control character, or one that turns the direction of the text");
        }
    }
}
