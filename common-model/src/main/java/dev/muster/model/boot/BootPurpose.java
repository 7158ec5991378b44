package dev.muster.model.boot;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a machine boots; the `purpose` of a pxeconfig answer.
public enum BootPurpose {
    /// Run the ephemeral system: enlistment, commissioning, erasing.
    COMMISSIONING,
    /// Boot the ephemeral system and write an image to the disk (curtin's word).
    XINSTALL,
    /// Boot an operating system's own installer.
    INSTALL,
    /// Boot what is on the local disk.
    LOCAL,
    /// Nothing to do: switch off.
    POWEROFF;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
