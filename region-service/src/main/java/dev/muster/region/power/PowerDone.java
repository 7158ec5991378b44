package dev.muster.region.power;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;

/// An order for a machine's power has ended. Fired inside the transaction that stores the outcome.
///
/// @param ok whether the machine does what was asked
/// @param state as it was seen last
/// @param message for an operator; names no secret
public record PowerDone(String systemId, PowerAction action, boolean ok, PowerState state, String message) {}
