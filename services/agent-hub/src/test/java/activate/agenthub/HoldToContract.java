package activate.agenthub;

import activate.testkit.contract.AnswerCheck;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;

/** Lets what agents are answered in any test of the hub be held against the contract. */
public final class HoldToContract implements QuarkusTestBeforeEachCallback {
    private static final AnswerCheck CHECK = AnswerCheck.ofCheckout();

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.replaceFiltersWith(CHECK);
    }
}
