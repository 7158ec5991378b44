package dev.muster.cluster.tftp.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
    private static final int NO_CAP = 65_464;

    @Test
    void requestWithoutOptionsIsPlainRfc1350() {
        var terms = negotiate(Map.of());
        assertThat(terms.blockSize()).isEqualTo(512);
        assertThat(terms.window()).isEqualTo(1);
        assertThat(terms.acknowledged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"8,8", "512,512", "1468,1468", "65464,65464", "65465,65464", "99999999999999999999,65464"})
    void blockSizeIsGrantedUpToTheLargest(String asked, int granted) {
        var terms = negotiate(Map.of("blksize", asked));
        assertThat(terms.blockSize()).isEqualTo(granted);
        assertThat(terms.acknowledged()).isEqualTo(Map.of("blksize", Integer.toString(granted)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "0", "-1", "", "1e3", "0x200", " 512", "999999999999999999999999"})
    void illegalBlockSizeIsIgnored(String asked) {
        var terms = negotiate(Map.of("blksize", asked));
        assertThat(terms.blockSize()).isEqualTo(512);
        assertThat(terms.acknowledged()).isEmpty();
    }

    @Test
    void serverCapsTheBlockSize() {
        var terms = Terms.negotiate(Map.of("blksize", "1468"), OptionalLong.of(1), 1024);
        assertThat(terms.blockSize()).isEqualTo(1024);
        assertThat(terms.acknowledged()).containsEntry("blksize", "1024");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "4,4", "64,64", "65,64", "65535,64"})
    void windowIsGrantedUpToSixtyFour(String asked, int granted) {
        var terms = negotiate(Map.of("windowsize", asked));
        assertThat(terms.window()).isEqualTo(granted);
        assertThat(terms.acknowledged()).containsEntry("windowsize", Integer.toString(granted));
    }

    @Test
    void windowOfHugeBlocksIsSmaller() {
        assertThat(negotiate(Map.of("windowsize", "64", "blksize", "65464")).window())
                .isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource({"1,true", "6,true", "255,true", "256,false", "0,false"})
    void timeoutIsEchoedOrIgnored(String asked, boolean echoed) {
        assertThat(negotiate(Map.of("timeout", asked)).acknowledged())
                .isEqualTo(echoed ? Map.of("timeout", asked) : Map.of());
    }

    @Test
    void sizeIsToldWhereItIsKnown() {
        var asked = Map.of("tsize", "0");
        assertThat(negotiate(asked).acknowledged()).isEqualTo(Map.of("tsize", "1000"));
        assertThat(Terms.negotiate(asked, OptionalLong.empty(), NO_CAP).acknowledged())
                .isEmpty();
    }

    @Test
    void sizeOfAnEmptyFileIsNotTold() {
        assertThat(Terms.negotiate(Map.of("tsize", "0"), OptionalLong.of(0), NO_CAP)
                        .acknowledged())
                .isEmpty();
    }

    @Test
    void acknowledgementKeepsTheOrderOfTheRequestAndLeavesOutTheUnknown() {
        var asked = new LinkedHashMap<String, String>();
        asked.put("tsize", "0");
        asked.put("multicast", "");
        asked.put("blksize", "1468");
        asked.put("windowsize", "4");
        assertThat(negotiate(asked).acknowledged())
                .containsExactly(
                        Map.entry("tsize", "1000"), Map.entry("blksize", "1468"), Map.entry("windowsize", "4"));
    }

    private static Terms negotiate(Map<String, String> options) {
        return Terms.negotiate(options, OptionalLong.of(1000), NO_CAP);
    }
}
