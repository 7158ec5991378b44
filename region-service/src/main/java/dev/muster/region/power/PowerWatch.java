package dev.muster.region.power;

import dev.muster.model.log.LogFields;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.model.power.PowerType;
import dev.muster.model.power.PowerTypes;
import dev.muster.region.bmc.NodePower;
import dev.muster.region.cluster.Cluster;
import dev.muster.region.cluster.Clusters;
import dev.muster.region.periodic.PeriodicTasks;
import dev.muster.region.power.PowerEndings.Ending;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// What time does with power: commands that nobody answered fail, machines are asked whether they are on, old
/// commands are forgotten. All of it is in the database, so a restart loses nothing, and of several replicas each
/// does a part.
@ApplicationScoped
class PowerWatch {
    private static final Logger LOG = Logger.getLogger(PowerWatch.class);
    private static final int EXPIRED_AT_ONCE = 50;
    private static final int POLLED_AT_ONCE = 50;
    private static final List<String> ASKABLE = PowerTypes.all().stream()
            .filter(PowerType::queryable)
            .map(PowerType::name)
            .toList();

    private final CommandTable table;
    private final NodePower nodes;
    private final ClusterPower power;
    private final PowerEndings endings;
    private final Clusters clusters;
    private final PowerConfig config;

    PowerWatch(
            CommandTable table,
            NodePower nodes,
            ClusterPower power,
            PowerEndings endings,
            Clusters clusters,
            PowerConfig config) {
        this.table = table;
        this.nodes = nodes;
        this.power = power;
        this.endings = endings;
        this.clusters = clusters;
        this.config = config;
    }

    @Scheduled(
            identity = "power-watch",
            every = "{muster.power.tick}",
            delayed = "{muster.power.tick}",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void round() {
        failExpired();
        poll();
        forget();
    }

    /// Of several replicas that see a command, one fails it: its state holds that.
    void failExpired() {
        var expired = QuarkusTransaction.requiringNew().call(() -> table.expired(config.grace(), EXPIRED_AT_ONCE));
        for (var command : expired) {
            Duration limit = command.action() == PowerAction.QUERY ? config.queryTimeout() : config.actionTimeout();
            String message = "cluster " + name(command) + " did not answer for " + limit.toSeconds() + " s";
            endings.store(new Ending(command.id(), false, PowerState.UNKNOWN, message));
        }
    }

    private String name(CommandTable.Command command) {
        return clusters.byUuid(command.cluster())
                .map(Cluster::clusterName)
                .orElse(command.cluster().toString());
    }

    /// As many in a round as bring all of them round in the interval.
    void poll() {
        int all = nodes.askable(ASKABLE);
        if (all == 0) {
            return;
        }
        double rounds = Math.max(
                1.0,
                (double) config.pollInterval().toMillis()
                        / PeriodicTasks.pause(config.tick()).toMillis());
        int share = Math.min(POLLED_AT_ONCE, (int) Math.ceil(all / rounds));
        QuarkusTransaction.requiringNew()
                .call(() -> nodes.dueForPoll(ASKABLE, config.pollInterval(), share))
                .forEach(this::ask);
    }

    /// Each in a transaction of its own: one that cannot be asked keeps nobody from being asked.
    private void ask(String systemId) {
        try (var _ = LogFields.none().systemId(systemId).open()) {
            QuarkusTransaction.requiringNew().run(() -> {
                if (power.mayAsk(systemId)) {
                    power.query(systemId);
                }
            });
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s is not asked whether it is on", systemId);
        }
    }

    private void forget() {
        int forgotten = QuarkusTransaction.requiringNew().call(() -> table.forget(config.history()));
        if (forgotten > 0) {
            LOG.debugf("%d finished power commands forgotten", forgotten);
        }
    }
}
