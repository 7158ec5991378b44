package dev.muster.region.metadata;

import java.util.Arrays;
import java.util.Optional;

/// The metadata that all machines share until they are nodes.
enum EnlistItem {
    INSTANCE_ID("instance-id", "i-maas-enlistment"),
    LOCAL_HOSTNAME("local-hostname", "maas-enlisting-node"),
    PUBLIC_KEYS("public-keys", "");

    private final String key;
    private final String value;

    EnlistItem(String key, String value) {
        this.key = key;
        this.value = value;
    }

    String value() {
        return value;
    }

    static Optional<EnlistItem> of(String key) {
        return Arrays.stream(values()).filter(item -> item.key.equals(key)).findFirst();
    }
}
