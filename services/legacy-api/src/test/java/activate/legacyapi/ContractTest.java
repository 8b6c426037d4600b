package activate.legacyapi;

import activate.testkit.contract.ContractCheck;
import activate.testkit.contract.OpenApiDocument;
import activate.testkit.document.GeneratedDocument;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ContractTest {
    private static final Logger LOG = Logger.getLogger(ContractTest.class);

    private final ContractCheck contract =
            ContractCheck.of("activate.legacyapi", path -> !path.startsWith("/api/agent/"));

    @Test
    void everyOperationIsTheContractsOrStated() {
        contract.check();
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void theCoverageIsDocumented() {
        LOG.infof("contract: %s", contract.summary());
        GeneratedDocument.section("api-coverage.md", "legacy-api").check(contract.coverage());
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void theOpenApiDocumentIsMadeOfTheContract() {
        GeneratedDocument.data("services/legacy-api/src/main/resources/META-INF/openapi.json")
                .check(OpenApiDocument.make());
    }
}
