package dev.muster.cluster.tftp.server;

import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.codec.MalformedTftpPacket;
import dev.muster.cluster.tftp.policy.TransferOutcome;
import dev.muster.testing.Await;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;

/// Keeps what happened as short texts.
final class RecordedEvents implements TftpEvents {
    private final LinkedBlockingQueue<String> happened = new LinkedBlockingQueue<>();

    @Override
    public void finished(TftpRequest request, long bytes, Duration took, TransferOutcome outcome) {
        happened.add("finished " + request.path() + " " + bytes + " " + outcome);
    }

    @Override
    public void refused(InetSocketAddress client, String path, Refusal reason) {
        happened.add("refused " + path + " " + reason);
    }

    @Override
    public void silent(TftpRequest request, String reason) {
        happened.add("silent " + request.path() + " " + reason);
    }

    @Override
    public void failed(TftpRequest request, Exception cause) {
        happened.add("failed " + request.path() + " " + cause.getMessage());
    }

    @Override
    public void dropped(InetSocketAddress client, Drop reason) {
        happened.add("dropped " + reason);
    }

    @Override
    public void malformed(InetSocketAddress client, MalformedTftpPacket.Reason reason) {
        happened.add("malformed " + reason);
    }

    @Override
    public void retransmitted(TftpRequest request, int blocks) {
        happened.add("retransmitted " + blocks);
    }

    /// Waits for it, and skips what happened before it.
    void await(String text) {
        Await.await(text).until(() -> text.equals(happened.poll()));
    }
}
