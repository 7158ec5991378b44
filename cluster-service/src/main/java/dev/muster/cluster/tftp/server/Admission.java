package dev.muster.cluster.tftp.server;

import dev.muster.cluster.tftp.TftpEvents.Drop;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Bounds the requests and transfers under way, in all and per client, and knows the requests that are still
/// unheard: a client repeats its request while it waits, and must not get a transfer for each.
final class Admission {
    private final int most;
    private final int mostPerClient;
    private final AtomicInteger running = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> runningPerClient = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Question, Place> unheard = new ConcurrentHashMap<>();

    Admission(int most, int mostPerClient) {
        this.most = most;
        this.mostPerClient = mostPerClient;
    }

    /// A request on the wire. A client may well use its socket for the next file while the last ACK of the one
    /// before is on its way, so that only the very same request is a repetition.
    private record Question(InetSocketAddress client, ReadRequest read) {}

    /// What a request gets.
    sealed interface Entry {}

    record Refused(Drop reason) implements Entry {}

    /// A place among the running ones; to be left exactly when the request or its transfer is over.
    final class Place implements Entry {
        private final Question question;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(Question question) {
            this.question = question;
        }

        /// The client has acknowledged: the next request from its socket is another one.
        void heard() {
            unheard.remove(question, this);
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                heard();
                release(question.client.getAddress());
            }
        }
    }

    Entry enter(InetSocketAddress client, ReadRequest read) {
        var question = new Question(client, read);
        if (unheard.containsKey(question)) {
            return new Refused(Drop.REPEATED_REQUEST);
        }
        if (running.incrementAndGet() > most) {
            running.decrementAndGet();
            return new Refused(Drop.TOO_MANY_TRANSFERS);
        }
        if (runningPerClient.merge(client.getAddress(), 1, Integer::sum) > mostPerClient) {
            release(client.getAddress());
            return new Refused(Drop.TOO_MANY_OF_CLIENT);
        }
        var place = new Place(question);
        unheard.put(question, place);
        return place;
    }

    int running() {
        return running.get();
    }

    private void release(InetAddress client) {
        runningPerClient.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
        running.decrementAndGet();
    }
}
