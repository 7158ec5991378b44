package dev.muster.region.allocation;

import java.util.List;
import java.util.Optional;

/// What one disk of a machine is known by, also after a change of hardware. As text `wwn:0x5000c500a1b2c3d4`.
///
/// @param by `wwn`, `serial`, or `path` where the disk has neither
public record DiskName(String by, String value) {
    public DiskName {
        if (!List.of("path", "serial", "wwn").contains(by) || value.isBlank()) {
            throw new IllegalArgumentException("a disk is named by path, serial or wwn, not by '" + by + "'");
        }
    }

    /// @param text as [#toString] wrote it; empty for none
    public static Optional<DiskName> parse(String text) {
        int colon = text.indexOf(':');
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new DiskName(text.substring(0, colon), text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return by + ":" + value;
    }
}
