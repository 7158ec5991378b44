package dev.muster.model.power;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What is asked of a machine's power.
public enum PowerAction {
    /// Switch on, and boot from the network next; a machine that is on starts anew.
    ON,
    /// Cut the power.
    OFF,
    /// Ask the operating system to switch off.
    SOFT_OFF,
    /// Only look.
    QUERY;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
