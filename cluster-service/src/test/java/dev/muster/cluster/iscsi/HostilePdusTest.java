package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LogoutRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.NopOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TaskManagementRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TextRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdus;
import dev.muster.cluster.iscsi.codec.LoginStage;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.PduFrameDecoder;
import dev.muster.cluster.iscsi.codec.TargetPdus;
import dev.muster.cluster.iscsi.codec.TextKeys;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// PDUs made at random or spoilt at random, as many on every machine and from a seed that the report names: nothing
/// but the malformed-PDU error may come of them.
class HostilePdusTest {
    private static final int ROUNDS = 100_000;
    private static final int PDUS_PER_CONNECTION = 20;
    private static final Bytes READ = Bytes.hex("28000000000800000800000000000000");
    private static final Bytes LOGIN_TEXT = Bytes.utf8("InitiatorName=iqn.x\0TargetName=iqn.y\0AuthMethod=CHAP,None\0");
    private static final List<InitiatorPdu> GOOD = List.of(
            new NopOut(true, 0, 5, -1, 6, 7, Bytes.utf8("hello")),
            new ScsiCommand(false, true, true, false, 1, 1L << 48, 7, 4096, 1, 0, READ, Bytes.EMPTY),
            new ScsiCommand(false, false, false, true, 1, 1L << 48, 8, 4096, 2, 0, READ, Bytes.of(new byte[512])),
            new TaskManagementRequest(true, 1, 0, 9, 7, 3, 0, 1, 0),
            new LoginRequest(
                    true, false, LoginStage.SECURITY, LoginStage.OPERATIONAL, 0, 0, 1, 0, 1, 0, 1, 0, LOGIN_TEXT),
            new TextRequest(true, true, false, 0, 9, -1, 1, 0, Bytes.utf8("SendTargets=All\0")),
            new DataOut(true, 0, 8, 1, 0, 0, 512, Bytes.of(new byte[1024])),
            new LogoutRequest(true, 0, 9, 0, 1, 0));

    private final Map<MalformedPdu.Reason, Integer> reasons = new EnumMap<>(MalformedPdu.Reason.class);
    private Random random = new Random();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 7143)
    void theFrameDecoderLetsNothingElseEscape(long seed) {
        random = new Random(seed);
        for (int tried = 0; tried < ROUNDS; tried += PDUS_PER_CONNECTION) {
            EmbeddedChannel channel = new EmbeddedChannel(new PduFrameDecoder<>(2048, InitiatorPdus.BODY));
            try {
                for (int i = 0; i < PDUS_PER_CONNECTION; i++) {
                    channel.writeInbound(pdu());
                }
            } catch (DecoderException failed) {
                count(failed.getCause());
            } finally {
                channel.finishAndReleaseAll();
            }
        }
        assertThat(reasons).containsKeys(MalformedPdu.Reason.UNKNOWN_OPCODE, MalformedPdu.Reason.DATA_SEGMENT_TOO_LONG);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 7143)
    void theBodiesOfBothDirectionsLetNothingElseEscape(long seed) {
        random = new Random(seed);
        for (int tried = 0; tried < ROUNDS; tried++) {
            ByteBuf wire = pdu();
            ByteBuf header = Unpooled.buffer(48).writeBytes(wire, Math.min(48, wire.readableBytes()));
            header.writeZero(48 - header.readableBytes());
            Bytes data = Bytes.read(wire, wire.readableBytes());
            try {
                if (random.nextBoolean()) {
                    InitiatorPdus.decode(header, data);
                } else {
                    TargetPdus.decode(header, data);
                }
            } catch (MalformedPdu malformed) {
                count(malformed);
            }
        }
        assertThat(reasons).containsKey(MalformedPdu.Reason.BAD_LOGIN_STAGE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 7143)
    void textLetsNothingElseEscape(long seed) {
        random = new Random(seed);
        for (int tried = 0; tried < ROUNDS; tried++) {
            byte[] text = LOGIN_TEXT.toArray();
            spoil(text, 1 + random.nextInt(8));
            try {
                TextKeys.parse(Bytes.of(text).first(random.nextInt(text.length + 1)));
            } catch (MalformedPdu malformed) {
                count(malformed);
            }
        }
        assertThat(reasons).containsKey(MalformedPdu.Reason.BAD_TEXT);
    }

    private void count(Throwable cause) {
        assertThat(cause).isInstanceOf(MalformedPdu.class);
        reasons.merge(((MalformedPdu) cause).reason(), 1, Integer::sum);
    }

    /// One in four is noise, one in four good, the others are spoilt, cut or both.
    private ByteBuf pdu() {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[48 + random.nextInt(64)];
            random.nextBytes(noise);
            noise[5] = 0;
            noise[6] &= (byte) random.nextInt(16);
            return Unpooled.wrappedBuffer(noise);
        }
        ByteBuf wire = Unpooled.buffer();
        InitiatorPdus.encode(GOOD.get(random.nextInt(GOOD.size())), wire);
        byte[] octets = new byte[wire.readableBytes()];
        wire.readBytes(octets);
        switch (random.nextInt(3)) {
            case 0 -> spoil(octets, 1 + random.nextInt(6));
            case 1 -> {
                spoil(octets, random.nextInt(3));
                return Unpooled.wrappedBuffer(octets, 0, 1 + random.nextInt(octets.length))
                        .copy();
            }
            default -> {}
        }
        return Unpooled.wrappedBuffer(octets);
    }

    private void spoil(byte[] octets, int times) {
        for (int i = 0; i < times; i++) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
    }
}
