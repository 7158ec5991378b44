package dev.muster.cluster.region;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.cluster.disk.Room;
import dev.muster.cluster.region.lane.Lane;
import dev.muster.cluster.region.lane.LaneLimits;
import dev.muster.cluster.region.lane.Lanes;
import dev.muster.cluster.region.lane.LeaseTable;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// All ways between this cluster and its region: membership over REST, configuration and boot answers from Kafka,
/// records to Kafka. Without a broker configured, REST alone carries the configuration.
public final class RegionLink implements AutoCloseable {
    /// Longer than any power command is wanted.
    private static final Duration COMMANDS_SINCE = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(RegionLink.class);

    private final ObjectMapper json;
    private final RegionClient client;
    private final Membership membership;
    private final Lanes lanes;
    private final Optional<KafkaWatch> watch;
    private final List<TopicFeed> feeds = new ArrayList<>();

    /// What comes from the region, called on the link's own threads.
    public interface Listener {
        /// A configuration newer than the last one.
        void configured(ClusterConfig config);

        /// What a known machine is to boot while the region is away.
        void bootAnswer(CachedBootAnswer answer, Instant publishedAt) throws IOException;

        /// Something to be done with a machine's power; the same one may come again.
        void powerCommand(PowerCommand command);
    }

    /// What an operator set of this.
    ///
    /// @param regions base URLs of the region's replicas, in the order in which they are tried
    /// @param data folder of what outlives a restart
    /// @param name for people; the host's if it is empty
    /// @param subnets offered to the region at the first time
    /// @param joinSecret file of the secret, needed at the first time
    /// @param kafka brokers; empty to work over REST alone
    public record Settings(
            List<URI> regions,
            Path data,
            Optional<String> name,
            List<SubnetConfig> subnets,
            Optional<Path> joinSecret,
            Optional<String> kafka,
            LaneLimits lanes) {}

    /// @param httpPort where this cluster serves images and passes on the machines' calls
    /// @throws IOException when the data folder cannot be used
    /// @throws IllegalArgumentException when the settings are wrong, saying which
    public RegionLink(
            Settings settings, int httpPort, ObjectMapper json, InstantSource clock, Room disk, Listener listener)
            throws IOException {
        this.json = json;
        this.client = new RegionClient(json, settings.regions());
        var credentials = new CredentialsFile(settings.data().resolve("credentials"));
        var self = new ClusterRegistration(
                credentials.read().uuid(),
                settings.name().orElseGet(RegionLink::hostName),
                null,
                httpPort,
                settings.subnets());
        this.membership = new Membership(
                client,
                credentials,
                new ConfigFile(settings.data().resolve("cluster-config.json"), json),
                self,
                settings.joinSecret(),
                listener::configured);
        this.lanes = Lanes.open(new Lanes.Plan(
                self.uuid(), clock, settings.data().resolve("spool"), disk, settings.lanes(), settings.kafka(), json));
        this.watch = settings.kafka().map(KafkaWatch::new);
        settings.kafka().ifPresent(brokers -> {
            feeds.add(TopicFeed.whole(brokers, Topics.CLUSTER_CONFIG, this::onConfig));
            feeds.add(TopicFeed.whole(brokers, Topics.BOOT_ANSWER, record -> onBootAnswer(record, listener)));
            feeds.add(TopicFeed.latest(
                    COMMANDS_SINCE, brokers, Topics.POWER_COMMAND, record -> onPowerCommand(record, listener)));
        });
    }

    /// Starts everything that runs in the background.
    ///
    /// @param leases of this cluster, which the region is to know
    public void start(LeaseTable leases) throws IOException {
        lanes.start(leases, new RestRegionLeases(client, membership::credentials));
        membership.start();
        feeds.forEach(TopicFeed::start);
        watch.ifPresent(KafkaWatch::start);
    }

    public RegionClient client() {
        return client;
    }

    public Membership membership() {
        return membership;
    }

    /// Whether records go to Kafka and come from it; empty where none is configured.
    public Optional<Boolean> kafkaInTouch() {
        return watch.map(kafka -> kafka.inTouch() && lanes.all().stream().noneMatch(Lane::away));
    }

    public Lanes lanes() {
        return lanes;
    }

    @Override
    public void close() {
        watch.ifPresent(KafkaWatch::close);
        feeds.forEach(TopicFeed::close);
        membership.close();
        lanes.close();
    }

    private void onConfig(ConsumerRecord<String, String> record) {
        if (record.value() != null) {
            membership.offer(read(record.value(), ClusterConfig.class));
        }
    }

    private void onBootAnswer(ConsumerRecord<String, String> record, Listener listener) {
        var published = Instant.ofEpochMilli(record.timestamp());
        try {
            var answer = record.value() == null
                    ? new CachedBootAnswer(MacAddress.of(record.key()), "", null)
                    : read(record.value(), CachedBootAnswer.class);
            listener.bootAnswer(answer, published);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onPowerCommand(ConsumerRecord<String, String> record, Listener listener) {
        if (record.value() == null) {
            return;
        }
        var command = read(record.value(), PowerCommand.class);
        if (!command.cluster().equals(membership.credentials().uuid())) {
            return;
        }
        if (lanes.takesPowerCommands()) {
            listener.powerCommand(command);
        } else {
            LOG.errorf("power command %s is not taken: there is no room for its result", command.id());
        }
    }

    private <T> T read(String value, Class<T> type) {
        try {
            return json.readValue(value, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "cluster";
        }
    }
}
