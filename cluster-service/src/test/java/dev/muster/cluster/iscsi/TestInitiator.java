package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.InitiatorPdus;
import dev.muster.cluster.iscsi.codec.LoginStage;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.DataIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.LoginResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.ScsiResponse;
import dev.muster.cluster.iscsi.codec.TargetPdus;
import dev.muster.cluster.iscsi.codec.TextKeys;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A small initiator on a blocking socket, for tests.
final class TestInitiator implements AutoCloseable {
    private static final long ISID = 0x00023d000000L;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private int cmdSn = 1;
    private int taskTag = 1;

    TestInitiator(InetSocketAddress target) throws IOException {
        this(target, InetAddress.getLoopbackAddress());
    }

    /// @param own one of this machine's addresses
    TestInitiator(InetSocketAddress target, InetAddress own) throws IOException {
        socket.bind(new InetSocketAddress(own, 0));
        socket.connect(target, 5000);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
    }

    LoginResponse login(String initiator, String target, long isid) throws IOException, MalformedPdu {
        String names = "InitiatorName=" + initiator + "\0"
                + (target.isEmpty() ? "SessionType=Discovery\0" : "TargetName=" + target + "\0");
        send(new LoginRequest(
                true,
                false,
                LoginStage.OPERATIONAL,
                LoginStage.FULL_FEATURE,
                0,
                0,
                isid,
                0,
                taskTag++,
                0,
                cmdSn,
                0,
                Bytes.utf8(names + "MaxRecvDataSegmentLength=262144\0")));
        return (LoginResponse) receive();
    }

    /// Logs in as `maas-enlist` by CHAP with MD5.
    ///
    /// @return the status of the last answer
    int login(Credential credential, String target) throws Exception {
        var named = security(true, "InitiatorName=maas-enlist\0TargetName=" + target + "\0AuthMethod=CHAP\0");
        assertThat(TextKeys.parse(named.text())).containsEntry("AuthMethod", "CHAP");
        var challenge = TextKeys.parse(security(false, "CHAP_A=5\0").text());
        var digest = MessageDigest.getInstance("MD5");
        digest.update((byte) Integer.parseInt(challenge.get("CHAP_I")));
        digest.update(credential.secret().getBytes(StandardCharsets.UTF_8));
        digest.update(HexFormat.of().parseHex(challenge.get("CHAP_C").substring(2)));
        String response = HexFormat.of().formatHex(digest.digest());
        return security(true, "CHAP_N=" + credential.name() + "\0CHAP_R=0x" + response + "\0")
                .status();
    }

    private LoginResponse security(boolean transit, String text) throws IOException, MalformedPdu {
        send(new LoginRequest(
                transit,
                false,
                LoginStage.SECURITY,
                LoginStage.FULL_FEATURE,
                0,
                0,
                ISID,
                0,
                taskTag,
                0,
                cmdSn,
                0,
                Bytes.utf8(text)));
        return (LoginResponse) receive();
    }

    void sendRead(int lba, int blocks) throws IOException {
        byte[] cdb = ByteBuffer.allocate(16)
                .put(0, (byte) 0x28)
                .putInt(2, lba)
                .putShort(7, (short) blocks)
                .array();
        send(new ScsiCommand(
                false,
                true,
                true,
                false,
                1,
                1L << 48,
                taskTag++,
                blocks * 512L,
                cmdSn++,
                0,
                Bytes.of(cdb),
                Bytes.EMPTY));
    }

    /// Sends a command with all its data in one PDU.
    ///
    /// @return its SCSI status
    int status(Bytes cdb, Bytes data) throws IOException, MalformedPdu {
        send(new ScsiCommand(
                false, true, false, data.size() > 0, 1, 1L << 48, taskTag++, data.size(), cmdSn++, 0, cdb, data));
        return ((ScsiResponse) receive()).status();
    }

    int write(int lba, Bytes blocks) throws IOException, MalformedPdu {
        byte[] cdb = ByteBuffer.allocate(16)
                .put(0, (byte) 0x2a)
                .putInt(2, lba)
                .putShort(7, (short) (blocks.size() / 512))
                .array();
        return status(Bytes.of(cdb), blocks);
    }

    /// Data of one read whose command is sent.
    byte[] receiveRead() throws IOException, MalformedPdu {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (true) {
            DataIn part = (DataIn) receive();
            data.writeBytes(part.data().toArray());
            if (part.withStatus()) {
                return data.toByteArray();
            }
        }
    }

    byte[] read(int lba, int blocks) throws IOException, MalformedPdu {
        sendRead(lba, blocks);
        return receiveRead();
    }

    void send(InitiatorPdu pdu) throws IOException {
        ByteBuf wire = Unpooled.buffer();
        InitiatorPdus.encode(pdu, wire);
        send(Bytes.read(wire, wire.readableBytes()).toArray());
    }

    void send(byte[] raw) throws IOException {
        socket.getOutputStream().write(raw);
    }

    TargetPdu receive() throws IOException, MalformedPdu {
        byte[] header = new byte[48];
        in.readFully(header);
        ByteBuf bhs = Unpooled.wrappedBuffer(header);
        int length = bhs.getUnsignedMedium(5);
        byte[] data = new byte[(length + 3) / 4 * 4];
        in.readFully(data);
        return TargetPdus.decode(bhs, Bytes.of(data).first(length));
    }

    /// The next PDU of another kind.
    TargetPdu receiveBut(Class<? extends TargetPdu> ignored) throws IOException, MalformedPdu {
        TargetPdu next = receive();
        while (ignored.isInstance(next)) {
            next = receive();
        }
        return next;
    }

    /// Reads until the target closes.
    boolean isClosedByTarget() throws IOException {
        try {
            while (true) {
                in.readByte();
            }
        } catch (EOFException closed) {
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
