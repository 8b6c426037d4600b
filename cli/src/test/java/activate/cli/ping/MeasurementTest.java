package activate.cli.ping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void probesInAnyOrderGiveLeastMedianAndMost() {
        Measurement all = new Measurement();
        for (double millis : new double[] {30, 10, 20.006}) {
            all.add(new Probe("tunnel", millis, "SSH-2.0-x"));
        }
        all.addLost();

        assertThat(all.least()).isEqualTo(10);
        assertThat(all.median()).isEqualTo(20.01);
        assertThat(all.most()).isEqualTo(30);
        assertThat(all.received()).isEqualTo(3);
        assertThat(all.lost()).isEqualTo(1);
        assertThat(all.isDirect()).isFalse();
    }

    @Test
    void firstWindowAllowsItsBytesOncePerRoundTrip() {
        Measurement all = new Measurement();

        all.add(new Probe("direct", 100, "SSH-2.0-x"));

        assertThat(all.firstWindowRate()).isEqualTo(2.62);
        assertThat(all.isDirect()).isTrue();
    }
}
