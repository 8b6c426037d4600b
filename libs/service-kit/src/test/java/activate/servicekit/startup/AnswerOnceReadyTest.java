package activate.servicekit.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerOnceReadyTest {
    private final LifeCycle life = new LifeCycle();
    private final AnswerOnceReady filter = new AnswerOnceReady(life);

    @Test
    void whatIsAskedWhileTheServiceStartsIsToBeAskedAgain() {
        assertUnavailable();

        life.become(
                new LifeState.Preparing(List.of(new LifeState.Missing("clusters", "no store"))));

        assertUnavailable();
    }

    @Test
    void aReadyServiceAnswersAlsoWhileItStops() {
        life.become(new LifeState.Ready());
        assertThatCode(() -> filter.filter(request())).doesNotThrowAnyException();

        life.become(new LifeState.Stopping());
        assertThatCode(() -> filter.filter(request())).doesNotThrowAnyException();
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> filter.filter(request()))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
    }

    /** A request of which nothing may be asked: the answer does not depend on it. */
    private static ContainerRequestContext request() {
        return (ContainerRequestContext)
                Proxy.newProxyInstance(
                        AnswerOnceReadyTest.class.getClassLoader(),
                        new Class<?>[] {ContainerRequestContext.class},
                        (_, method, _) -> {
                            throw new UnsupportedOperationException(method.getName());
                        });
    }
}
