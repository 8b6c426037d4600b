package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SshArgumentsTest {
    private static SshArguments split(String words) {
        return SshArguments.split(List.of(words.split(" ", -1)));
    }

    @Test
    void commandKeepsItsOwnOptions() {
        SshArguments split = split("alpha --via tunnel ls -l --via");

        assertThat(split.own()).containsExactly("alpha", "--via", "tunnel");
        assertThat(split.ssh()).isEmpty();
        assertThat(split.command()).containsExactly("ls", "-l", "--via");
    }

    @Test
    void optionsOfSshEndWhereTheCommandBegins() {
        SshArguments split = split("-l ada alpha -- -NL 1:h:2 -o A=b -4 -p22 hostname -f");

        assertThat(split.own()).containsExactly("-l", "ada", "alpha");
        assertThat(split.ssh()).containsExactly("-NL", "1:h:2", "-o", "A=b", "-4", "-p22");
        assertThat(split.command()).containsExactly("hostname", "-f");
    }

    @Test
    void formatIsOursAndOtherOptionsOfTheSameLetterAreNot() {
        assertThat(split("-o json alpha").own()).containsExactly("-o", "json", "alpha");
        assertThat(split("alpha -o BatchMode=yes true").ssh())
                .containsExactly("-o", "BatchMode=yes");
        assertThat(split("alpha -o BatchMode=yes true").command()).containsExactly("true");
    }
}
