package dev.muster.lab;

import java.util.ArrayDeque;
import java.util.Deque;

/// Closes what was opened, last first, once, whatever fails on the way.
final class Teardown implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    synchronized <T extends AutoCloseable> T add(T resource) throws InterruptedException {
        if (closed) {
            closeOne(resource);
            throw new InterruptedException("shutting down");
        }
        opened.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            closeOne(opened.pop());
        }
    }

    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("while tidying up: " + e.getMessage());
        }
    }
}
