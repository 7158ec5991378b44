package dev.muster.cluster.tftp;

import java.util.concurrent.Callable;

/// What a route has for a request.
public sealed interface Resolution {

    record Found(Content content) implements Resolution {}

    /// There is no such file, for certain: ERROR 1, upon which clients go on to the next name.
    ///
    /// @param reason why not, if it is of interest; else empty
    record NotFound(String reason) implements Resolution {
        public NotFound() {
            this("");
        }
    }

    /// No answer at all: the client repeats its request.
    ///
    /// @param reason short; it is counted and logged
    record Silent(String reason) implements Resolution {}

    /// ERROR 0, for clients that repeat the whole boot upon it.
    ///
    /// @param reason sent to the client as the message
    record TryAgain(String reason) implements Resolution {}

    /// The answer needs I/O: run on a virtual thread. An exception makes it [Silent].
    record Later(Callable<Resolution> work) implements Resolution {}
}
