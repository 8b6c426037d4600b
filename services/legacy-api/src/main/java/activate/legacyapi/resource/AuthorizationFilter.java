package activate.legacyapi.resource;

import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.identity.caller.CallerProblems;
import activate.legacyapi.identity.caller.IdentifyCaller;
import io.quarkus.arc.All;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides of every request who calls and whether that caller may, by {@link Allows}; what it found
 * out on the way is in {@link Scope}. There is no other place that decides.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public final class AuthorizationFilter implements ContainerRequestFilter {
    private final IdentifyCaller callers;
    private final IdentifyMachine machines;
    private final Map<String, Guard> guards;
    private final Scope scope;

    @Context ResourceInfo resource;

    @Inject
    @SuppressWarnings("NullAway.Init")
    AuthorizationFilter(
            IdentifyCaller callers,
            IdentifyMachine machines,
            @All List<Guard> guards,
            Scope scope) {
        this.callers = callers;
        this.machines = machines;
        this.guards = guards.stream().collect(Collectors.toMap(Guard::kind, Function.identity()));
        this.scope = scope;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Rule rule = Rule.of(resource.getResourceClass(), resource.getResourceMethod());
        if (rule.isPublic() || rule.isServiceOnly()) {
            return;
        }
        Place place = place(request);
        if (rule.isForMachines()) {
            Machine machine = machines.machine(request).orElseThrow(CallerProblems::machinesOnly);
            if (!rule.who().contains(machine.who())) {
                throw CallerProblems.machinesOnly();
            }
            scope.enter(machine);
            return;
        }
        Caller caller = callers.caller(request);
        rule.require(caller, place);
        scope.enter(caller, place);
        if (!rule.grant().isEmpty()) {
            scope.hold(guard(rule.grant()).admit(caller.account(), place, rule.grant()));
        }
    }

    private Guard guard(String grant) {
        Guard guard = guards.get(grant.substring(0, Math.max(0, grant.indexOf(':'))));
        if (guard == null) {
            throw new IllegalStateException("no Guard knows the permission " + grant);
        }
        return guard;
    }

    private static Place place(ContainerRequestContext request) {
        return new Place(
                request.getUriInfo().getPathParameters().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, name -> name.getValue().getFirst())));
    }
}
