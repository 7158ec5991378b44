package dev.muster.cluster.region.lane;

import static dev.muster.testing.Await.await;

import java.util.ArrayList;
import java.util.List;

/// A broker that a test takes away and brings back.
final class SwitchableBroker implements Delivery {
    private final List<Outgoing> received = new ArrayList<>();
    private boolean answers = true;
    private boolean hangs;
    private boolean hanging;
    private int attempts;

    @Override
    public synchronized boolean deliver(List<Outgoing> records) throws InterruptedException {
        attempts++;
        while (hangs) {
            hanging = true;
            wait();
        }
        hanging = false;
        if (answers) {
            received.addAll(records);
        }
        return answers;
    }

    synchronized void goAway() {
        answers = false;
    }

    /// Neither takes nor refuses what it is given.
    synchronized void hang() {
        hangs = true;
    }

    synchronized void comeBack() {
        answers = true;
        hangs = false;
        notifyAll();
    }

    synchronized List<Outgoing> received() {
        return List.copyOf(received);
    }

    private synchronized int attempts() {
        return attempts;
    }

    private synchronized boolean isHanging() {
        return hanging;
    }

    void awaitReceived(int count) {
        await(count + " records").until(() -> received().size() >= count);
    }

    /// Until it was asked once more.
    void awaitAttempt() {
        int before = attempts();
        await("another attempt").until(() -> attempts() > before);
    }

    void awaitHanging() {
        await("somebody waits for it").until(this::isHanging);
    }

    @Override
    public long refused() {
        return 0;
    }

    @Override
    public void close() {}
}
