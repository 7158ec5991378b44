package dev.muster.cluster.region;

/// One record on its way to Kafka.
///
/// @param value JSON without a line break
record SpoolRecord(String topic, String key, String value) {
    private static final char SEPARATOR = '\t';

    /// `topic TAB key TAB value`; topic and key hold no tab, JSON escapes it.
    String line() {
        return topic + SEPARATOR + key + SEPARATOR + value;
    }

    static SpoolRecord parse(String line) {
        int first = line.indexOf(SEPARATOR);
        int second = line.indexOf(SEPARATOR, first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("not a spool record");
        }
        return new SpoolRecord(line.substring(0, first), line.substring(first + 1, second), line.substring(second + 1));
    }
}
