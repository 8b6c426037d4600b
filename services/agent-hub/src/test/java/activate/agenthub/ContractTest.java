package activate.agenthub;

import activate.testkit.contract.ContractCheck;
import activate.testkit.document.GeneratedDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ContractTest {
    private final ContractCheck contract =
            ContractCheck.of("activate.agenthub", path -> path.startsWith("/api/agent/"));

    @Test
    void everyOperationIsTheContractsOrStated() {
        contract.check();
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void theCoverageIsDocumented() {
        GeneratedDocument.section("api-coverage.md", "agent-hub").check(contract.coverage());
    }
}
