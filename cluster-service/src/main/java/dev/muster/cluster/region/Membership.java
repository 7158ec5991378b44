package dev.muster.cluster.region;

import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.cluster.ClusterRegistration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The cluster's membership in a region: joins once, reports after each restart, sends heartbeats, and holds the
/// newest configuration. Works on with the last configuration while no region answers.
public final class Membership implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Membership.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final RegionClient region;
    private final CredentialsFile credentialsFile;
    private final ConfigFile configFile;
    private final ClusterRegistration self;
    private final Optional<Path> secretFile;
    private final Consumer<ClusterConfig> onChange;

    private volatile Credentials credentials;
    private @Nullable ClusterConfig config;
    private volatile boolean inTouch;
    private @Nullable Thread worker;

    Membership(
            RegionClient region,
            CredentialsFile credentialsFile,
            ConfigFile configFile,
            ClusterRegistration self,
            Optional<Path> secretFile,
            Consumer<ClusterConfig> onChange)
            throws IOException {
        this.region = region;
        this.credentialsFile = credentialsFile;
        this.configFile = configFile;
        this.self = self;
        this.secretFile = secretFile;
        this.onChange = onChange;
        this.credentials = credentialsFile.read();
    }

    /// Applies the configuration kept on disk, then keeps in touch with the region in the background.
    public void start() throws IOException {
        configFile.read().ifPresent(this::offer);
        worker = Thread.ofVirtual().name("membership").start(this::keepInTouch);
    }

    public Credentials credentials() {
        return credentials;
    }

    /// Whether the last call to a region succeeded.
    public boolean inTouch() {
        return inTouch;
    }

    /// Takes a configuration, from REST or Kafka; an older one than the present is ignored.
    public synchronized void offer(ClusterConfig offered) {
        if (!offered.uuid().equals(credentials.uuid()) || (config != null && offered.version() <= config.version())) {
            return;
        }
        config = offered;
        try {
            configFile.write(offered);
        } catch (IOException e) {
            LOG.errorf("cannot keep the configuration on disk, a restart without the region would lose it: %s", e);
        }
        onChange.accept(offered);
    }

    private void keepInTouch() {
        Duration retry = FIRST_RETRY;
        Duration pause = Duration.ZERO;
        boolean registered = false;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    if (registered) {
                        region.heartbeat(credentials);
                    } else {
                        pause = register();
                        registered = true;
                    }
                    inTouch = true;
                    retry = FIRST_RETRY;
                    Thread.sleep(pause);
                } catch (IOException | RegionRefused e) {
                    if (inTouch || retry.equals(FIRST_RETRY)) {
                        LOG.warnf("out of touch with the region, serving on: %s", e.getMessage());
                    }
                    inTouch = false;
                    registered = false;
                    Thread.sleep(retry);
                    retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry.multipliedBy(2);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration register() throws IOException, RegionRefused, InterruptedException {
        var welcome = region.register(registration(), credentials);
        if (welcome.token() != null) {
            credentials = new Credentials(credentials.uuid(), Optional.of(welcome.token()));
            credentialsFile.write(credentials);
            if (secretFile.isPresent()) {
                Files.deleteIfExists(secretFile.get());
            }
        }
        LOG.infof("cluster %s is known to the region", credentials.uuid());
        offer(welcome.config());
        return Duration.ofSeconds(Math.max(1, welcome.heartbeatSeconds()));
    }

    private ClusterRegistration registration() throws IOException {
        if (credentials.token().isPresent()) {
            return self;
        }
        if (secretFile.isEmpty() || !Files.exists(secretFile.get())) {
            throw new IOException("this cluster has not joined yet and has no join secret: ask the region for one"
                    + " (POST nodegroups/?op=create_join_secret), put it into a file and set"
                    + " MUSTER_CLUSTER_JOIN_SECRET_FILE to it");
        }
        String secret = Files.readString(secretFile.get()).strip();
        return new ClusterRegistration(self.uuid(), self.name(), secret, self.httpPort(), self.interfaces());
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.interrupt();
        }
    }
}
