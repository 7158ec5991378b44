package dev.muster.cluster.region.lane;

import org.jboss.logging.Logger;

/// Whether the broker takes a lane's records, said once when it changes.
final class BrokerContact {
    private static final Logger LOG = Logger.getLogger(BrokerContact.class);

    private final String lane;
    private final String meanwhile;
    private volatile boolean away;
    private boolean said;

    /// @param meanwhile what becomes of the records
    BrokerContact(String lane, String meanwhile) {
        this.lane = lane;
        this.meanwhile = meanwhile;
    }

    /// After each try that came to its end. For one thread.
    void tried(boolean delivered) {
        away = !delivered;
        if (said == delivered) {
            LOG.info(lane + (delivered ? ": Kafka takes records again" : ": Kafka is away, " + meanwhile));
        }
        said = away;
    }

    /// A try came to nothing, or was given up because the lane ends, which is nothing to tell.
    void failed() {
        away = true;
    }

    boolean isAway() {
        return away;
    }
}
