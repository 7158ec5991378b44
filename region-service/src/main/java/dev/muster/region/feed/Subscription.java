package dev.muster.region.feed;

/// @param group shared by all replicas
/// @param most records of a batch
/// @param name of what is read, for the log and the thread
/// @param waiting the name with its verb, as in `leases wait`
public record Subscription(String topic, String group, int most, String name, String waiting) {
    public Subscription {
        if (most < 1) {
            throw new IllegalArgumentException("a batch of " + most);
        }
    }
}
