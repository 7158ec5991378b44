package dev.muster.local;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.local.DiskGuard.Bounds;
import dev.muster.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DiskGuardTest {
    private static final long MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();

    /// Servers that count their starts and stops.
    private static final class Counted implements DiskGuard.Servers {
        private final AtomicInteger starts = new AtomicInteger();
        private final AtomicInteger stops = new AtomicInteger();

        @Override
        public void stop() {
            stops.incrementAndGet();
        }

        @Override
        public void start() {
            starts.incrementAndGet();
        }
    }

    @Test
    void theReserveIsGivenBackThenTheServersStopAndAllIsWellOnceThereIsRoom() throws Exception {
        var servers = new Counted();
        try (var disk = SmallDisk.of(32, folder.resolve("disk"));
                var guard = DiskGuard.of(disk.folder(), new Bounds(8 * MIB, 4 * MIB), servers, told::add)) {
            Path reserve = disk.folder().resolve("reserve");
            assertThat(free(disk)).isBetween(23 * MIB, 24 * MIB);
            assertThat(guard.trouble()).isEmpty();
            guard.start();

            Path first = disk.take(21);
            await("the reserve is given back").until(() -> !told.isEmpty());
            assertThat(reserve).doesNotExist();
            assertThat(told.getFirst()).startsWith("DISK FULL: ").contains("go on with their reserve of 8");
            assertThat(guard.trouble()).contains(told.getFirst());
            assertThat(servers.stops).hasValue(0);

            Path second = Files.write(disk.folder().resolve("more"), new byte[(int) (8 * MIB)]);
            await("the servers are stopped").until(() -> servers.stops.get() == 1 && told.size() == 2);
            assertThat(told.getLast()).contains("are stopped, and start when there are 8");

            Files.delete(second);
            await("they run again").until(() -> servers.starts.get() == 1 && told.size() == 3);
            assertThat(guard.trouble()).isPresent();

            Files.delete(first);
            await("the reserve is there again").until(() -> guard.trouble().isEmpty());
            assertThat(told.getLast()).contains("have their reserve again");
            assertThat(free(disk)).isBetween(23 * MIB, 24 * MIB);
            assertThat(servers.stops).hasValue(1);
        }
    }

    /// As after a power cut.
    @Test
    void aFullDiskAtTheStartHasTheReserve() throws Exception {
        try (var disk = SmallDisk.of(32, folder.resolve("disk"))) {
            DiskGuard.of(disk.folder(), new Bounds(8 * MIB, 4 * MIB), new Counted(), told::add);
            disk.take(22);
            var guard = DiskGuard.of(disk.folder(), new Bounds(8 * MIB, 4 * MIB), new Counted(), told::add);
            assertThat(guard.trouble()).isPresent();
            assertThat(free(disk)).isGreaterThan(8 * MIB);
        }
    }

    @Test
    void aDiskThatIsTooSmallIsTold() throws Exception {
        try (var disk = SmallDisk.of(12, folder.resolve("disk"))) {
            var guard = DiskGuard.of(disk.folder(), new Bounds(8 * MIB, 4 * MIB), new Counted(), told::add);
            assertThat(guard.trouble())
                    .hasValueSatisfying(what -> assertThat(what).contains("until there are 16"));
            assertThat(free(disk)).isGreaterThan(11 * MIB);
        }
    }

    /// Started, they would be hurt before anybody could stop them.
    @Test
    void nothingStartsOnAFullDiskWithoutAReserve() throws Exception {
        try (var disk = SmallDisk.of(12, folder.resolve("disk"))) {
            disk.take(9);
            assertThatThrownBy(
                            () -> DiskGuard.of(disk.folder(), new Bounds(8 * MIB, 4 * MIB), new Counted(), told::add))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("make room");
        }
    }

    /// Of a launcher that was killed while it made one.
    @Test
    void whatIsLeftOfAnUnfinishedReserveIsGivenBackFirst() throws Exception {
        try (var disk = SmallDisk.of(32, folder.resolve("disk"))) {
            Path partial = Files.write(disk.folder().resolve("reserve.partial"), new byte[(int) (30 * MIB)]);
            var guard = DiskGuard.of(disk.folder(), new Bounds(8 * MIB, 4 * MIB), new Counted(), told::add);
            assertThat(partial).doesNotExist();
            assertThat(guard.trouble()).isEmpty();
            assertThat(disk.folder().resolve("reserve")).exists();
        }
    }

    /// Broken off, it ends in SIGKILL.
    @Test
    void theEndWaitsForAStopThatIsUnderWay() throws Exception {
        var servers = new SlowToStop();
        try (var disk = SmallDisk.of(32, folder.resolve("disk"))) {
            var guard = DiskGuard.of(disk.folder(), new Bounds(0, 16 * MIB), servers, told::add);
            guard.start();
            disk.take(24);
            await("the reserve of nothing is gone").until(() -> servers.stopping.get() == 1);
            guard.close();
            assertThat(servers.stopped).hasValue(1);
            assertThat(servers.interrupted).isFalse();
        }
    }

    /// One of the two may be down already: that is no state to go on from.
    @Test
    void aStopThatFailedIsTriedAgainAndIsFollowedByAStart() throws Exception {
        var servers = new FailsToStop();
        try (var disk = SmallDisk.of(64, folder.resolve("disk"));
                var guard = DiskGuard.of(disk.folder(), new Bounds(0, 16 * MIB), servers, told::add)) {
            guard.start();
            Path taken = disk.take(56);
            await("the stop has failed").until(() -> servers.stops.get() == 1 && told("cannot be closed"));
            assertThat(told("are stopped, and start")).isFalse();
            Files.delete(taken);
            await("they run again").until(() -> servers.starts.get() == 1);
            assertThat(servers.stops).hasValue(2);
        }
    }

    private static final class SlowToStop implements DiskGuard.Servers {
        private final AtomicInteger stopping = new AtomicInteger();
        private final AtomicInteger stopped = new AtomicInteger();
        private final AtomicBoolean interrupted = new AtomicBoolean();

        @Override
        public void stop() {
            stopping.incrementAndGet();
            try {
                Thread.sleep(1000);
                stopped.incrementAndGet();
            } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void start() {}
    }

    private static final class FailsToStop implements DiskGuard.Servers {
        private final AtomicInteger starts = new AtomicInteger();
        private final AtomicInteger stops = new AtomicInteger();

        @Override
        public void stop() throws IOException {
            if (stops.incrementAndGet() == 1) {
                throw new IOException("cannot be closed");
            }
        }

        @Override
        public void start() {
            starts.incrementAndGet();
        }
    }

    /// The real ones, and writers that go on all the time.
    @Test
    void postgresAndKafkaSurviveAFullDisk() throws Exception {
        try (var disk = SmallDisk.of(448, folder.resolve("disk"))) {
            var postgres = new Supervised(
                    ServiceName.POSTGRES, () -> LocalPostgres.start(placement(disk, "postgres", PORTS[0])), told::add);
            var kafka = new Supervised(
                    ServiceName.KAFKA, () -> LocalKafka.start(placement(disk, "kafka", PORTS[1])), told::add);
            var servers = new Both(postgres, kafka);
            var guard = DiskGuard.of(disk.folder(), new Bounds(96 * MIB, 32 * MIB), servers, told::add);
            try (postgres;
                    kafka;
                    guard) {
                postgres.start();
                kafka.start();
                insert(disk, "create table kept (word text)");
                insert(disk, "insert into kept values ('before')");
                topic();
                assertThat(produced()).isTrue();
                guard.start();

                // to the last byte, at once: what fails meanwhile comes up again with the reserve
                fill(disk, "first", 0);
                await("the reserve is given back").until(() -> told("go on with their reserve"));
                await("PostgreSQL writes").atMost(PATIENCE).until(() -> written(disk));
                await("Kafka writes").atMost(PATIENCE).until(DiskGuardTest::produced);

                long log = Files.size(log(disk, "postgres"));
                fill(disk, "second", 24 * MIB);
                await("both are stopped").atMost(PATIENCE).until(() -> told("are stopped, and start"));
                assertThat(postgres.running()).isEmpty();
                assertThat(kafka.running()).isEmpty();
                assertThat(Files.readString(log(disk, "postgres")).substring((int) log))
                        .contains("database system is shut down");
                assertThat(disk.folder().resolve("kafka/log/.kafka_cleanshutdown"))
                        .exists();

                Files.delete(disk.folder().resolve("second"));
                Files.delete(disk.folder().resolve("first"));
                await("all is well").atMost(PATIENCE).until(() -> told("have their reserve again"));
                await("PostgreSQL writes").atMost(PATIENCE).until(() -> written(disk));
                await("Kafka writes").atMost(PATIENCE).until(DiskGuardTest::produced);
            }
        }
    }

    private static final int[] PORTS = {Placement.freePort("127.0.0.1"), Placement.freePort("127.0.0.1")};

    private record Both(Supervised postgres, Supervised kafka) implements DiskGuard.Servers {
        @Override
        public void stop() throws IOException {
            kafka.close();
            postgres.close();
        }

        @Override
        public void start() throws IOException, InterruptedException {
            postgres.start();
            kafka.start();
        }
    }

    private static Placement placement(SmallDisk disk, String name, int port) {
        return Placement.in(disk.folder().resolve(name)).withPort(port);
    }

    private static Path log(SmallDisk disk, String name) {
        return disk.folder().resolve(name).resolve("server.log");
    }

    private boolean told(String words) {
        return told.stream().anyMatch(line -> line.contains(words));
    }

    private static long free(SmallDisk disk) throws IOException {
        return Files.getFileStore(disk.folder()).getUsableSpace();
    }

    /// Takes what is free now, and not what is given back meanwhile.
    private static void fill(SmallDisk disk, String name, long leaving) throws IOException {
        try (var file = Files.newOutputStream(disk.folder().resolve(name))) {
            for (long left = free(disk) - leaving; left > 0; left -= MIB) {
                file.write(new byte[(int) Math.min(MIB, left)]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean written(SmallDisk disk) {
        try {
            insert(disk, "insert into kept values ('more')");
            return true;
        } catch (SQLException | IOException notYet) {
            return false;
        }
    }

    private static void insert(SmallDisk disk, String sql) throws SQLException, IOException {
        String password = LocalPostgres.passwordIn(disk.folder().resolve("postgres"));
        String url = LocalPostgres.jdbcUrl("127.0.0.1", PORTS[0]);
        try (var connection = DriverManager.getConnection(url, LocalPostgres.USERNAME, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void topic() throws Exception {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.of((short) 1))))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static boolean produced() {
        try (var producer = new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("kept", "word")).get(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception notYet) {
            return false;
        }
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + PORTS[1], "acks", "all", "max.block.ms", "5000");
    }
}
