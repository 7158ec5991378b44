package dev.muster.cluster.iscsi.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.NopOut;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PduFrameDecoderTest {
    private static final int LIMIT = 64;
    private static final NopOut NOP = new NopOut(true, 0, 5, -1, 6, 7, Bytes.utf8("hello"));

    private final EmbeddedChannel channel = channel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aPduArrivesByteByByte() {
        ByteBuf wire = InitiatorPdusTest.encode(NOP);
        while (wire.readableBytes() > 1) {
            assertThat(channel.writeInbound(wire.readBytes(1))).isFalse();
        }
        assertThat(channel.writeInbound(wire.readBytes(1))).isTrue();
        assertThat(channel.<InitiatorPdu>readInbound()).isEqualTo(NOP);
    }

    @Test
    void severalPdusArriveAtOnce() {
        channel.writeInbound(Unpooled.wrappedBuffer(InitiatorPdusTest.encode(NOP), InitiatorPdusTest.encode(NOP)));
        assertThat(channel.inboundMessages()).containsExactly(NOP, NOP);
    }

    @Test
    void additionalHeadersAreSkipped() {
        ByteBuf wire = InitiatorPdusTest.encode(NOP);
        wire.setByte(4, 2);
        ByteBuf longer = Unpooled.buffer();
        channel.writeInbound(longer.writeBytes(wire, 48).writeZero(8).writeBytes(wire, 8));
        assertThat(channel.<InitiatorPdu>readInbound()).isEqualTo(NOP);
    }

    @Test
    void tooLongDataAreRefusedByTheHeaderAlone() {
        ByteBuf wire = InitiatorPdusTest.encode(NOP).slice(0, 48).setMedium(5, LIMIT + 1);
        assertMalformed(wire, MalformedPdu.Reason.DATA_SEGMENT_TOO_LONG);
    }

    @Test
    void afterAMalformedPduNothingIsRead() {
        ByteBuf wire = InitiatorPdusTest.encode(NOP).setByte(0, 0x3e);
        assertMalformed(wire, MalformedPdu.Reason.UNKNOWN_OPCODE);
        assertThat(channel.writeInbound(InitiatorPdusTest.encode(NOP))).isFalse();
    }

    @Test
    void noBytesLetAnythingEscapeButMalformedPdu() {
        Random random = new Random(20);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 8) {
                noise[0] &= 0x47;
                noise[5] = 0;
                noise[6] = 0;
            }
            feed(Unpooled.wrappedBuffer(noise));
        }
    }

    @Test
    void changedPdusLetNothingEscapeButMalformedPdu() {
        Random random = new Random(21);
        for (int i = 0; i < 5_000; i++) {
            for (InitiatorPdu pdu : InitiatorPdusTest.all().subList(i % 10, i % 10 + 1)) {
                ByteBuf wire = InitiatorPdusTest.encode(pdu);
                for (int changes = random.nextInt(4); changes >= 0; changes--) {
                    wire.setByte(random.nextInt(wire.readableBytes()), random.nextInt(256));
                }
                feed(wire);
            }
        }
    }

    private static void feed(ByteBuf wire) {
        EmbeddedChannel fresh = channel();
        try {
            fresh.writeInbound(wire);
        } catch (DecoderException malformed) {
            assertThat(malformed).hasCauseInstanceOf(MalformedPdu.class);
        }
        fresh.finishAndReleaseAll();
    }

    private void assertMalformed(ByteBuf wire, MalformedPdu.Reason reason) {
        assertThatThrownBy(() -> channel.writeInbound(wire))
                .cause()
                .isInstanceOfSatisfying(MalformedPdu.class, malformed -> assertThat(malformed.reason())
                        .isEqualTo(reason));
    }

    private static EmbeddedChannel channel() {
        return new EmbeddedChannel(new PduFrameDecoder<>(LIMIT, InitiatorPdus::decode));
    }
}
