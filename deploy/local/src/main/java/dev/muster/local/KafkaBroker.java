package dev.muster.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// The child JVM of [LocalKafka]: one KRaft broker and controller, told by a properties file.
final class KafkaBroker {
    static final String READY = "muster: broker ready";

    private KafkaBroker() {}

    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(file);
        }
        KafkaConfig config = new KafkaConfig(properties);
        formatOnce(config, Path.of(properties.getProperty("log.dirs")));
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        System.out.println(READY);
        server.awaitShutdown();
    }

    /// In a directory beside, then renamed: a half-formatted one is never used.
    private static void formatOnce(KafkaConfig config, Path log) throws Exception {
        if (Files.isDirectory(log)) {
            return;
        }
        Path partial = log.resolveSibling(log.getFileName() + ".partial");
        DirectoryTree.delete(partial);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(config.nodeId())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(partial.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .addDirectory(partial.toString())
                .run();
        publish(partial, log);
    }

    private static void publish(Path partial, Path log) throws IOException {
        Files.move(partial, log, StandardCopyOption.ATOMIC_MOVE);
    }
}
