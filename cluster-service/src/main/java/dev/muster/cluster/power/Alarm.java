package dev.muster.cluster.power;

/// Interrupts the thread that set it, once the time is up: a BMC that keeps a call waiting must not have it take effect
/// when the machine is somebody else's.
final class Alarm {
    private final Thread worker = Thread.currentThread();
    private final Deadline deadline;
    private final Thread waker;
    private boolean off;
    private boolean rang;

    private Alarm(Deadline deadline) {
        this.deadline = deadline;
        this.waker = Thread.ofVirtual().name("power-alarm").unstarted(this::await);
    }

    static Alarm at(Deadline deadline) {
        var alarm = new Alarm(deadline);
        alarm.waker.start();
        return alarm;
    }

    private void await() {
        try {
            Thread.sleep(deadline.left());
            ring();
        } catch (InterruptedException nobodyWaitsForIt) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ring() {
        if (!off) {
            rang = true;
            worker.interrupt();
        }
    }

    /// By the thread that set it: afterwards it is not interrupted by this alarm any more.
    synchronized void turnOff() {
        off = true;
        waker.interrupt();
        if (rang) {
            Thread.interrupted();
        }
    }

    synchronized boolean rang() {
        return rang;
    }
}
