package dev.muster.region.power;

import dev.muster.model.power.PowerAction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Power of machines that only a person can switch.
@ApplicationScoped
class OperatorPower implements Power {
    private static final Logger LOG = Logger.getLogger(OperatorPower.class);

    @Override
    public void on(String systemId) {
        LOG.infof("node %s waits for somebody to switch it on", systemId);
    }

    @Override
    public void off(String systemId, PowerAction how) {
        LOG.infof("node %s waits for somebody to switch it off", systemId);
    }
}
