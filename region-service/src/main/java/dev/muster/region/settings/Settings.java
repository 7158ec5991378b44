package dev.muster.region.settings;

import java.util.Optional;

/// The settings in force.
@FunctionalInterface
public interface Settings {
    /// What an administrator set, or else what the configuration says; empty where neither says anything.
    Optional<String> get(Setting setting);

    /// As [#get], for a setting that is 0 or 1.
    default boolean isOn(Setting setting) {
        return get(setting)
                .filter(text -> text.equals("1") || text.equals("true"))
                .isPresent();
    }
}
