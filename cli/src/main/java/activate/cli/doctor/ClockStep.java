package activate.cli.doctor;

import activate.outbound.ClockComparison;
import java.net.http.HttpResponse;
import java.time.Instant;

/** Whether this machine's clock agrees with the platform's. */
final class ClockStep {
    private ClockStep() {}

    static StepFinding finding(HttpResponse<String> answer) {
        return switch (ClockComparison.of(answer.headers(), Instant.now())) {
            case ClockComparison.Agrees() -> StepFinding.good("it agrees with the platform's");
            case ClockComparison.Differs(var text) ->
                    StepFinding.doubtful(text, ClockComparison.Differs.HINT);
            case ClockComparison.Unknown() ->
                    StepFinding.doubtful(
                            "the platform's answer has no date to compare with",
                            "check this machine's clock yourself");
        };
    }
}
