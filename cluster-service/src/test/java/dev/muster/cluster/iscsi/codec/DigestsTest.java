package dev.muster.cluster.iscsi.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.Damaged;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.NopOut;
import dev.muster.cluster.iscsi.codec.TargetPdu.NopIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import org.junit.jupiter.api.Test;

class DigestsTest {
    private static final Digests BOTH = new Digests(true, true);
    private static final NopIn PONG = new NopIn(0, 5, -1, new Numbers(1, 2, 3), Bytes.utf8("hello"));
    private static final NopOut PING = new NopOut(true, 0, 5, -1, 6, 7, Bytes.utf8("hello"));

    /// RFC 7143 appendix A.4: the digests of 32 octets of zeros, of ones, and of 0 to 31.
    @Test
    void theDigestsAreThoseOfTheRfc() {
        assertThat(digest("00".repeat(32))).isEqualTo(Bytes.hex("aa36918a"));
        assertThat(digest("ff".repeat(32))).isEqualTo(Bytes.hex("43aba862"));
        assertThat(digest("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"))
                .isEqualTo(Bytes.hex("4e79dd46"));
    }

    @Test
    void aPduGoesOutWithTheDigestsThatWereSettledOn() throws MalformedPdu {
        assertThat(wire(Digests.NONE).readableBytes()).isEqualTo(56);
        assertThat(wire(new Digests(true, false)).readableBytes()).isEqualTo(60);
        assertThat(wire(new Digests(false, true)).readableBytes()).isEqualTo(60);
        ByteBuf both = wire(BOTH);
        assertThat(both.getIntLE(48)).isEqualTo(Digests.crc(both, 0, 48));
        assertThat(both.getIntLE(60)).isEqualTo(Digests.crc(both, 52, 8));
        assertThat(TargetPdus.decode(both, Bytes.read(both.slice(52, 5), 5))).isEqualTo(PONG);
    }

    @Test
    void aPduComesInWithItsDigests() {
        EmbeddedChannel channel = channel();
        ByteBuf wire = sealed(PING);
        while (wire.isReadable()) {
            channel.writeInbound(wire.readBytes(1));
        }
        assertThat(channel.<InitiatorPdu>readInbound()).isEqualTo(PING);
    }

    @Test
    void aWrongHeaderDigestIsMalformed() {
        ByteBuf wire = sealed(PING).setByte(20, 1);
        assertThatThrownBy(() -> channel().writeInbound(wire))
                .isInstanceOf(DecoderException.class)
                .hasMessageContaining("HEADER_DIGEST");
    }

    @Test
    void wrongDataAreTold() {
        EmbeddedChannel channel = channel();
        channel.writeInbound(sealed(PING).setByte(53, 0));
        assertThat(channel.<Damaged>readInbound().dataOut()).isFalse();
        DataOut data = new DataOut(true, 0, 9, 1, 0, 0, 0, Bytes.utf8("data"));
        channel.writeInbound(sealed(data).setByte(53, 0), sealed(data));
        Damaged damaged = channel.readInbound();
        assertThat(damaged.dataOut()).isTrue();
        assertThat(damaged.taskTag()).isEqualTo(9);
        assertThat(channel.<InitiatorPdu>readInbound()).isEqualTo(data);
    }

    private static Bytes digest(String hex) {
        ByteBuf octets = Unpooled.wrappedBuffer(Bytes.hex(hex).toArray());
        ByteBuf out = Unpooled.buffer().writeIntLE(Digests.crc(octets, 0, octets.readableBytes()));
        return Bytes.read(out, 4);
    }

    private static ByteBuf wire(Digests digests) {
        ByteBuf out = Unpooled.buffer();
        digests.encode(PONG, out);
        return out;
    }

    /// As an initiator sends it.
    private static ByteBuf sealed(InitiatorPdu pdu) {
        ByteBuf plain = InitiatorPdusTest.encode(pdu);
        ByteBuf out = Unpooled.buffer().writeBytes(plain, 48);
        BOTH.endHeader(out, 0);
        out.writeBytes(plain);
        BOTH.endData(out, 52);
        return out;
    }

    private static EmbeddedChannel channel() {
        PduFrameDecoder<InitiatorPdu> decoder = new PduFrameDecoder<>(64, InitiatorPdus.BODY);
        decoder.digests(BOTH);
        return new EmbeddedChannel(decoder);
    }
}
