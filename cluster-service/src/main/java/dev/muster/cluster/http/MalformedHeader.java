package dev.muster.cluster.http;

/// A request header that breaks its grammar: counted, and passed over as if it were not there.
public final class MalformedHeader extends Exception {
    private final Reason reason;

    /// What is wrong, as a metric may name it.
    public enum Reason {
        RANGE,
        TOO_MANY_RANGES,
        ENTITY_TAG,
        DATE
    }

    MalformedHeader(Reason reason) {
        // no stack trace: a flood of garbage must stay cheap
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
