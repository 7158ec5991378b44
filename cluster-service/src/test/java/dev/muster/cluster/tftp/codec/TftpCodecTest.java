package dev.muster.cluster.tftp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.tftp.codec.MalformedTftpPacket.Reason;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.codec.TftpPacket.WriteRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpCodecTest {

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of(
                        "pxelinux",
                        "\0\1pxelinux.cfg/default\0octet\0tsize\0000\0blksize\0001408\0",
                        new ReadRequest(
                                "pxelinux.cfg/default", TransferMode.OCTET, options("tsize", "0", "blksize", "1408"))),
                Arguments.of(
                        "plain request", "\0\1a\0netascii\0", new ReadRequest("a", TransferMode.NETASCII, Map.of())),
                Arguments.of("write request", "\0\2up\0octet\0", new WriteRequest("up", TransferMode.OCTET, Map.of())),
                Arguments.of("data", "\0\3\1\2xyz", new Data(258, bytes("xyz"))),
                Arguments.of("empty last block", "\0\3\u00ff\u00ff", new Data(65_535, bytes(""))),
                Arguments.of("ack", "\0\4\0\7", new Ack(7)),
                Arguments.of("error", "\0\5\0\10User aborted\0", new ErrorPacket(8, "User aborted")),
                Arguments.of(
                        "option ack",
                        "\0\6windowsize\0004\0blksize\0001468\0",
                        new OptionAck(options("windowsize", "4", "blksize", "1468"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void octetsAndPacketAreTheSame(String name, String octets, TftpPacket packet) throws Exception {
        assertThat(TftpCodec.decode(bytes(octets))).isEqualTo(packet);
        assertThat(TftpCodec.encode(packet)).isEqualTo(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void modeAndOptionNamesAreReadInAnyCase() throws Exception {
        assertThat(TftpCodec.decode(bytes("\0\1a\0OcTet\0BLKSIZE\0001024\0")))
                .isEqualTo(new ReadRequest("a", TransferMode.OCTET, Map.of("blksize", "1024")));
    }

    @Test
    void firstOfARepeatedOptionCounts() throws Exception {
        assertThat(TftpCodec.decode(bytes("\0\1a\0octet\0tsize\0000\0tsize\0009\0")))
                .isEqualTo(new ReadRequest("a", TransferMode.OCTET, Map.of("tsize", "0")));
    }

    @Test
    void paddingAfterTheRequestIsOverlooked() throws Exception {
        assertThat(TftpCodec.decode(bytes("\0\1a\0octet\0\0\0\0\0")))
                .isEqualTo(new ReadRequest("a", TransferMode.OCTET, Map.of()));
    }

    @Test
    void errorWithoutItsFinalNulKeepsItsMessage() throws Exception {
        assertThat(TftpCodec.decode(bytes("\0\5\0\0oh"))).isEqualTo(new ErrorPacket(0, "oh"));
        assertThat(TftpCodec.decode(bytes("\0\5\0\0"))).isEqualTo(new ErrorPacket(0, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout\0", "timeout", "timeout\00014"})
    void anOptionThatIsNotWholeIsLeftOut(String rest) throws Exception {
        assertThat(TftpCodec.decode(bytes("\0\1abc\0octet\0blksize\0001428\0" + rest)))
                .isEqualTo(new ReadRequest("abc", TransferMode.OCTET, Map.of("blksize", "1428")));
        assertThat(TftpCodec.decode(bytes("\0\1abc\0octet\0" + rest)))
                .isEqualTo(new ReadRequest("abc", TransferMode.OCTET, Map.of()));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("", Reason.TOO_SHORT),
                Arguments.of("\0\1a", Reason.TOO_SHORT),
                Arguments.of("\0\7\0\0", Reason.UNKNOWN_OPCODE),
                Arguments.of("\1\1a\0octet\0", Reason.UNKNOWN_OPCODE),
                Arguments.of("\0\1abc", Reason.UNTERMINATED_TEXT),
                Arguments.of("\0\1abc\0octet", Reason.UNTERMINATED_TEXT),
                Arguments.of("\0\1\0octet\0", Reason.EMPTY_FILE_NAME),
                Arguments.of("\0\1abc\0mail\0", Reason.UNKNOWN_MODE),
                Arguments.of("\0\1abc\0octet\0" + manyOptions(), Reason.TOO_MANY_OPTIONS));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedOctetsAreRefusedWithTheReason(String octets, Reason reason) {
        assertThatThrownBy(() -> TftpCodec.decode(bytes(octets)))
                .isInstanceOfSatisfying(MalformedTftpPacket.class, malformed -> assertThat(malformed.reason())
                        .isEqualTo(reason));
    }

    @Test
    void randomPacketsComeBackAsTheyWere() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            var packet = randomPacket(random);
            assertThat(TftpCodec.decode(ByteBuffer.wrap(TftpCodec.encode(packet))))
                    .isEqualTo(packet);
        }
    }

    private static TftpPacket randomPacket(Random random) {
        int number = random.nextInt(0x10000);
        return switch (random.nextInt(6)) {
            case 0 -> new ReadRequest(word(random), TransferMode.OCTET, randomOptions(random));
            case 1 -> new WriteRequest(word(random), TransferMode.NETASCII, randomOptions(random));
            case 2 -> new Data(number, bytes(word(random)));
            case 3 -> new Ack(number);
            case 4 -> new ErrorPacket(number, word(random));
            default -> new OptionAck(randomOptions(random));
        };
    }

    private static Map<String, String> randomOptions(Random random) {
        var options = new LinkedHashMap<String, String>();
        for (int i = random.nextInt(5); i > 0; i--) {
            options.put(word(random).toLowerCase(java.util.Locale.ROOT), word(random));
        }
        // an OACK without options has two octets: too short to be one
        options.put("tsize", "0");
        return options;
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            word.append((char) (33 + random.nextInt(90)));
        }
        return word.toString();
    }

    private static String manyOptions() {
        var text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("o").append(i).append("\0v\0");
        }
        return text.toString();
    }

    private static Map<String, String> options(String... namesAndValues) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    private static ByteBuffer bytes(String octets) {
        return ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
    }
}
