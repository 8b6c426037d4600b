package activate.servicekit.startup;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Sends requests away, to come again, that would meet a store half prepared: without its indexes,
 * with documents of a former shape. Whoever routes by readiness sends none; not all do.
 */
@Provider
@PreMatching
@Priority(2)
public final class AnswerOnceReady implements ContainerRequestFilter {
    private final LifeCycle life;

    AnswerOnceReady(LifeCycle life) {
        this.life = life;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        switch (life.state()) {
            case LifeState.Starting _, LifeState.Preparing _ ->
                    throw Problem.of(
                            ProblemCode.UNAVAILABLE,
                            "The service is starting and not ready yet. Try again.");
            case LifeState.Ready _, LifeState.Stopping _ -> {}
        }
    }
}
