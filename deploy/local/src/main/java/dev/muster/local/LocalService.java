package dev.muster.local;

import java.io.IOException;

/// One server of the stack while it runs.
interface LocalService extends AutoCloseable {
    ChildProcess process();

    /// Where it answers, for people.
    String address();

    @Override
    void close() throws IOException;
}
