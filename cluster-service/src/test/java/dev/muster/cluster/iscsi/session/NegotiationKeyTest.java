package dev.muster.cluster.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationKeyTest {
    @ParameterizedTest
    @CsvSource({
        "HeaderDigest, 'CRC32C,None', CRC32C",
        "HeaderDigest, CRC32X, Reject",
        "InitialR2T, No, No",
        "InitialR2T, maybe, Reject",
        "ImmediateData, No, No",
        "MaxConnections, 8, 1",
        "MaxBurstLength, 4096, 4096",
        "MaxBurstLength, 0x1000, 4096",
        "MaxBurstLength, 511, Reject",
        "MaxBurstLength, 99999999999, Reject",
        "DefaultTime2Wait, 0, 2",
        "DefaultTime2Retain, 20, 0",
        "ErrorRecoveryLevel, 2, 0",
        "MaxRecvDataSegmentLength, 8192, ''",
        "MaxRecvDataSegmentLength, 0511, Reject",
        "OFMarkInt, 2048, Reject",
        "X-com.example.Thing, 1, NotUnderstood",
    })
    void everyOfferHasItsAnswer(String key, String offer, String answer) {
        assertThat(NegotiationKey.answer(key, offer, false).orElse("")).isEqualTo(answer);
    }
}
