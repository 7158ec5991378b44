package dev.muster.region.metadata;

import java.util.Arrays;
import java.util.Optional;

/// The metadata of a node, by the name in the path.
enum NodeItem {
    INSTANCE_ID("instance-id"),
    LOCAL_HOSTNAME("local-hostname"),
    PUBLIC_KEYS("public-keys"),
    X509("x509");

    private final String key;

    NodeItem(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    static Optional<NodeItem> of(String key) {
        return Arrays.stream(values()).filter(item -> item.key.equals(key)).findFirst();
    }
}
