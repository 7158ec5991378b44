package dev.muster.region.commissioning;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BsonDocumentTest {
    /// What Python's bson makes of `{"lshw": Binary(b"<a/>"), "lldp": None}`.
    @Test
    void binariesAndNullAreWrittenAsTheSpecificationSays() {
        byte[] document = new BsonDocument()
                .put("lshw", Optional.of("<a/>".getBytes(US_ASCII)))
                .put("lldp", Optional.empty())
                .toBytes();
        assertThat(HexFormat.of().formatHex(document))
                .isEqualTo(
                        "1a000000" + "05" + "6c73687700" + "04000000" + "00" + "3c612f3e" + "0a" + "6c6c647000" + "00");
    }
}
