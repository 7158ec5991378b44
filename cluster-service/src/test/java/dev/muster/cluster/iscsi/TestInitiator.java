package dev.muster.cluster.iscsi;

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
import dev.muster.cluster.iscsi.codec.TargetPdus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/// A small initiator on a blocking socket, for tests.
final class TestInitiator implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private int cmdSn = 1;
    private int taskTag = 1;

    TestInitiator(InetSocketAddress target) throws IOException {
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
