package dev.muster.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// A JVM of its own that starts a server, writes one thing, says so, and waits to be killed.
final class KilledOwner {
    static final String WRITTEN = "written";
    static final String TOPIC = "kept";

    private KilledOwner() {}

    public static void main(String[] arguments) throws Exception {
        Placement where = Placement.in(Path.of(arguments[1]));
        long child =
                switch (arguments[0]) {
                    case "postgres" -> writeRow(where);
                    case "kafka" -> writeRecord(where);
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        System.out.println(WRITTEN + " " + child);
        Thread.currentThread().join();
    }

    private static long writeRow(Placement where) throws Exception {
        LocalPostgres postgres = LocalPostgres.start(where);
        try (Connection connection = LocalPostgresTest.connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept (word text)");
            statement.execute("insert into kept values ('still here')");
        }
        return postgres.process().pid();
    }

    private static long writeRecord(Placement where) throws Exception {
        LocalKafka kafka = LocalKafka.start(where);
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "still here")).get();
        }
        return kafka.process().pid();
    }
}
