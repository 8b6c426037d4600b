package activate.ingress.problem;

/**
 * Carries a problem through stream callbacks that only know exceptions; it has no stack trace,
 * refusals are common.
 */
public final class EdgeProblemException extends RuntimeException {

    private final transient EdgeProblem problem;

    public EdgeProblemException(EdgeProblem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    public EdgeProblem problem() {
        return problem;
    }
}
