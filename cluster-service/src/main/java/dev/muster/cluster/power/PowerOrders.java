package dev.muster.cluster.power;

import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerOrder;
import java.io.IOException;
import java.util.Optional;

/// Where the desk gets what it needs to carry out a command.
public interface PowerOrders {
    /// Empty if the command is not wanted any more.
    ///
    /// @throws IOException if nobody could be asked
    Optional<PowerOrder> fetch(PowerCommand command) throws IOException, InterruptedException;
}
