package activate.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import activate.testkit.architecture.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void rulesHold() {
        ArchitectureRules.check("agent");
    }

    @Test
    void itMayBecomeANativeExecutable() {
        ArchitectureRules.checkNative(
                "activate.agent",
                "activate.tunnel",
                "activate.outbound",
                "activate.backoff",
                "activate.messages");
    }

    /**
     * So that it does not matter to a link when the clock is set: only what people read has one.
     */
    @Test
    void nothingThatKeepsALinkReadsTheWallClock() {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(
                                "activate.agent",
                                "activate.tunnel",
                                "activate.outbound",
                                "activate.backoff");
        noClasses()
                .that()
                .doNotHaveSimpleName("AgentStatusFile")
                .and()
                .doNotHaveSimpleName("DoctorCommand")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("a clock that is set would end or delay links; use System.nanoTime")
                .check(classes);
    }
}
