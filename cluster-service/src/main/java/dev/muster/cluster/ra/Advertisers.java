package dev.muster.cluster.ra;

import dev.muster.cluster.net.InterfaceKeeper;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/// Router advertisements on all interfaces that are served. Where they cannot be sent, boots are slower or only over
/// IPv4, so that it is said and no error.
public final class Advertisers implements AutoCloseable {
    private static final Duration INTERFACE_CHECK = Duration.ofSeconds(2);

    private final InterfaceKeeper<Advertisement> interfaces =
            InterfaceKeeper.start("muster-ra-interfaces", RouterAdvertisements::start, new Log(), INTERFACE_CHECK);

    /// Tells exactly these interfaces, by name, from now on.
    public void apply(Map<String, Advertisement> wanted) {
        interfaces.apply(wanted);
    }

    @Override
    public void close() {
        interfaces.close();
    }

    private static final class Log implements InterfaceKeeper.Listener {
        private static final Logger LOG = Logger.getLogger(Advertisers.class);

        @Override
        public void interfaceServed(String interfaceName) {
            LOG.debugf("router advertisements on %s", interfaceName);
        }

        @Override
        public void interfaceMissing(String interfaceName, String why) {
            LOG.infof("no router advertisements on %s: %s", interfaceName, why);
        }
    }
}
