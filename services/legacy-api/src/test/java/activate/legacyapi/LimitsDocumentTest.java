package activate.legacyapi;

import activate.legacyapi.identity.account.PasswordConfig;
import activate.legacyapi.platform.LimitConfig;
import activate.legacyapi.user.login.LoginConfig;
import activate.servicekit.mongo.MongoConfig;
import activate.testkit.limits.LimitsDocument;
import org.junit.jupiter.api.Test;

final class LimitsDocumentTest {

    @Test
    void whatClientsMayHoldIsDocumentedAsItIs() {
        LimitsDocument.section("legacy-api")
                .check(
                        LimitConfig.class,
                        LoginConfig.class,
                        PasswordConfig.class,
                        MongoConfig.class);
    }
}
