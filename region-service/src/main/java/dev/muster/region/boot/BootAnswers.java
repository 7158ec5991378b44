package dev.muster.region.boot;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.event.Topics;
import dev.muster.region.cluster.Clusters;
import dev.muster.region.network.Subnets;
import dev.muster.region.node.NodeChanged;
import dev.muster.region.outbox.Outbox;
import dev.muster.region.settings.SettingChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import java.util.OptionalInt;

/// Keeps the clusters' cached answers true: whatever changes a node publishes, in the same transaction, what the
/// node is to boot while no region answers.
@ApplicationScoped
public class BootAnswers {
    private final BootTargets targets;
    private final Answers answers;
    private final Subnets subnets;
    private final Clusters clusters;
    private final BaseUrls baseUrls;
    private final Outbox outbox;

    BootAnswers(
            BootTargets targets,
            Answers answers,
            Subnets subnets,
            Clusters clusters,
            BaseUrls baseUrls,
            Outbox outbox) {
        this.targets = targets;
        this.answers = answers;
        this.subnets = subnets;
        this.clusters = clusters;
        this.baseUrls = baseUrls;
        this.outbox = outbox;
    }

    void on(@Observes NodeChanged change) {
        publish(change.systemId());
    }

    /// A setting for all machines is part of every answer.
    void on(@Observes SettingChanged change) {
        if (change.setting().isPartOfBoot()) {
            targets.systemIds().forEach(this::publish);
        }
    }

    /// Publishes the answer of every card of a node. To be called after the change is written.
    @Transactional(TxType.MANDATORY)
    public void publish(String systemId) {
        targets.bySystemId(systemId).ifPresent(node -> {
            var answer = cached(node);
            targets.macs(node.id())
                    .forEach(mac -> outbox.publish(
                            Topics.BOOT_ANSWER, mac.value(), new CachedBootAnswer(mac, systemId, answer)));
        });
    }

    /// With the address that the cluster has in its first subnet. A cluster that has several puts the one that
    /// the machine asked at in place of it.
    private BootAnswer cached(BootTarget node) {
        var local = node.clusterId().isPresent()
                ? subnets.serverAddress(node.clusterId().getAsLong())
                : Optional.<String>empty();
        OptionalInt port = node.cluster().map(clusters::httpPort).orElseGet(OptionalInt::empty);
        String base = baseUrls.of(local.orElse(""), local.isPresent() ? port : OptionalInt.empty());
        return answers.known(node, base, local.orElse(""));
    }
}
