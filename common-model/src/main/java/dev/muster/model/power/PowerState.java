package dev.muster.model.power;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Whether a machine is on, in MAAS's words.
public enum PowerState {
    ON,
    OFF,
    /// Its kind of power control cannot tell, or nobody asked yet.
    UNKNOWN,
    /// It could not be asked.
    ERROR;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
