package dev.muster.region.events;

import dev.muster.model.event.BootProgress;
import java.util.regex.Pattern;

/// The sentences that an operator reads.
final class Descriptions {
    private static final int LONGEST = 2_000;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private Descriptions() {}

    /// `DHCP lease 10.0.0.101 in 3 ms`, `Kernel failed: no such file`.
    static String of(BootProgress progress) {
        var text = new StringBuilder(progress.step().label());
        text.append(
                switch (progress.outcome()) {
                    case OK -> "";
                    case DEGRADED -> " degraded:";
                    case FAILED -> " failed:";
                });
        append(
                text,
                switch (progress.step()) {
                    case DHCP_OFFER, DHCP_LEASE -> progress.address();
                    case LOADER,
                            BOOT_CONFIG,
                            KERNEL,
                            INITRD,
                            ISCSI_LOGIN,
                            ROOT_IMAGE,
                            PRESEED,
                            METADATA,
                            USER_DATA,
                            ENLIST,
                            NODE_REPORT,
                            NETWORK,
                            CLUSTER_DISK -> "";
                });
        append(text, progress.detail());
        if (progress.millis() > 0) {
            append(text, "in " + progress.millis() + " ms");
        }
        return clean(text.toString());
    }

    /// Machines write parts of this: nothing in it may move a cursor or break a line, or fill the database.
    static String clean(String text) {
        String plain = CONTROLS.matcher(text).replaceAll(" ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }

    private static void append(StringBuilder text, String part) {
        if (!part.isBlank()) {
            text.append(' ').append(part.strip());
        }
    }
}
