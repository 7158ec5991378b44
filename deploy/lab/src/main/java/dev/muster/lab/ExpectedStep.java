package dev.muster.lab;

import java.util.List;
import java.util.Optional;

/// A step without which a machine does not get to its enlistment, in the order in which it takes them.
public enum ExpectedStep {
    LEASE("DHCP lease", "DHCP_LEASE"),
    LOADER("loader", "LOADER"),
    BOOT_CONFIG("boot configuration", "BOOT_CONFIG"),
    KERNEL("kernel", "KERNEL"),
    INITRD("initrd", "INITRD"),
    ROOT("root disk, over iSCSI or HTTP", "ISCSI_LOGIN", "ROOT_IMAGE"),
    PRESEED("preseed over HTTP", "PRESEED"),
    METADATA("metadata over HTTP", "METADATA"),
    USER_DATA("user-data over HTTP", "USER_DATA"),
    ENLISTED("enlistment", "NODE_ENLISTED");

    private final String label;
    private final String name;
    private final String other;

    ExpectedStep(String label, String name) {
        this(label, name, name);
    }

    /// @param other event that is as good
    ExpectedStep(String label, String name, String other) {
        this.label = label;
        this.name = name;
        this.other = other;
    }

    public String label() {
        return label;
    }

    public boolean isSeenIn(List<TimelineEvent> events) {
        return events.stream()
                .filter(event -> !event.outcome().equals("FAILED"))
                .anyMatch(event -> isNamed(event.step()) || isNamed(event.type()));
    }

    private boolean isNamed(String event) {
        return event.equals(name) || event.equals(other);
    }

    /// The first step that none of the events shows; empty when the machine has enlisted itself.
    public static Optional<ExpectedStep> firstMissing(List<TimelineEvent> events) {
        for (var step : values()) {
            if (!step.isSeenIn(events)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }
}
