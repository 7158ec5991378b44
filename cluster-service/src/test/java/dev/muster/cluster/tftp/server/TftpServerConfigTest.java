package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TftpServerConfigTest {
    private static final TftpServerConfig GOOD =
            TftpServerConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 69));

    @Test
    void defaultsGrantEveryBlockSizeAndGiveUpAfterHalfAMinute() {
        assertThat(GOOD.maxBlockSize()).isEqualTo(65_464);
        assertThat(GOOD.giveUp()).isEqualTo(Duration.ofSeconds(30));
        assertThat(GOOD.device()).isEmpty();
    }

    @Test
    void wildcardAddressIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TftpServerConfig.at(new InetSocketAddress(69)));
    }

    @Test
    void limitsOfNothingAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> GOOD.withBlockSizeUpTo(7));
        assertThatIllegalArgumentException().isThrownBy(() -> GOOD.withTransfersUpTo(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GOOD.withTransfersUpTo(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> GOOD.givingUpAfter(Duration.ZERO));
    }
}
