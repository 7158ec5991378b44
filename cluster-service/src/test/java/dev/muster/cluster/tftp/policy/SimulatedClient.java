package dev.muster.cluster.tftp.policy;

import dev.muster.cluster.tftp.codec.TftpPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// A reading client as RFC 1350 and RFC 7440 describe it: acknowledges each window, a gap at once, and what it has when
/// nothing comes.
final class SimulatedClient {
    private final int blockSize;
    private final int window;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long received;
    private int inWindow;
    private boolean gapTold;
    private boolean complete;

    SimulatedClient(int blockSize, int window) {
        this.blockSize = blockSize;
        this.window = window;
    }

    Optional<TftpPacket> on(TftpPacket packet) {
        return switch (packet) {
            case OptionAck _ -> received == 0 ? Optional.of(new Ack(0)) : Optional.empty();
            case Data data -> onData(data);
            default -> throw new AssertionError("a reader does not get " + packet);
        };
    }

    /// What a client sends when its own timer expires.
    TftpPacket repeated() {
        return ack();
    }

    boolean complete() {
        return complete;
    }

    byte[] file() {
        return file.toByteArray();
    }

    private Optional<TftpPacket> onData(Data data) {
        if (data.block() != ((received + 1) & 0xFFFF)) {
            return onUnexpected(data);
        }
        received++;
        inWindow++;
        gapTold = false;
        var payload = data.payload();
        complete = payload.remaining() < blockSize;
        while (payload.hasRemaining()) {
            file.write(payload.get());
        }
        if (complete || inWindow == window) {
            inWindow = 0;
            return Optional.of(ack());
        }
        return Optional.empty();
    }

    private Optional<TftpPacket> onUnexpected(Data data) {
        boolean old = ((received - data.block()) & 0xFFFF) < 0x8000;
        if (!old && gapTold) {
            return Optional.empty();
        }
        gapTold = true;
        inWindow = 0;
        return Optional.of(ack());
    }

    private TftpPacket ack() {
        return new Ack((int) (received & 0xFFFF));
    }
}
