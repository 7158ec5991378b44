package dev.muster.region.settings;

/// Fired (CDI, synchronously) inside the transaction that sets something, after it is written to the database.
public record SettingChanged(Setting setting) {}
