package dev.muster.region.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.RegionTestResource;
import dev.muster.region.secrets.SealedSample.Sealed;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Beside a region that runs, whose own agreement is put aside meanwhile.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class KeyAgreementTest {
    @Inject
    AgroalDataSource database;

    @TempDir
    Path folder;

    private KeyAgreement agreement;

    @BeforeEach
    void noAgreement() throws SQLException {
        agreement = new KeyAgreement(database, List.of());
        run("create table sealing_key_of_the_test as select * from sealing_key");
        run("delete from sealing_key");
    }

    @AfterEach
    void theRegionsOwn() throws SQLException {
        run("delete from sealing_key");
        run("insert into sealing_key select * from sealing_key_of_the_test");
        run("drop table sealing_key_of_the_test");
    }

    @Test
    void theFirstMakesTheKeyAndAnotherWithTheSameOpensWhatItSeals() {
        byte[] sealed = box("one").seal("secret", "node");
        assertThat(box("one").open(sealed, "node")).isEqualTo("secret");
    }

    @Test
    void aReplicaWithAnotherKeyIsToldWhichFileToCopy() throws Exception {
        box("one");
        SecretKeyFile.readOrMake(file("two"));
        assertThatThrownBy(() -> box("two"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file("two").toString())
                .hasMessageContaining("Copy the key file");
        Files.copy(file("one"), file("three"));
        assertThat(box("three")).isNotNull();
    }

    @Test
    void aReplicaWithoutAKeyMakesNoneOfItsOwn() {
        box("one");
        assertThatThrownBy(() -> box("two")).hasMessageContaining("there is no key in " + file("two"));
        assertThat(file("two")).doesNotExist();
    }

    @Test
    void ofManyThatStartAtOnceOneMakesTheKey() throws Exception {
        var starts = new ArrayList<Callable<SecretBox>>();
        for (int i = 0; i < 8; i++) {
            String name = "replica-" + i;
            starts.add(() -> box(name));
        }
        int started = 0;
        try (var threads = Executors.newFixedThreadPool(starts.size())) {
            for (Future<SecretBox> start : threads.invokeAll(starts)) {
                started += start.state() == Future.State.SUCCESS ? 1 : 0;
            }
        }
        assertThat(started).isEqualTo(1);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whileOneMakesTheKeyTheOthersWait() throws Exception {
        var making = new AtomicInteger();
        var most = new AtomicInteger();
        Callable<SecretBox> start = () -> agreement.boxOf(new SlowSource(making, most), Optional.empty());
        try (var threads = Executors.newFixedThreadPool(4)) {
            threads.invokeAll(Collections.nCopies(4, start));
        }
        assertThat(most).hasValue(1);
    }

    /// Takes its time to make a key, so that others would make theirs meanwhile.
    private record SlowSource(AtomicInteger making, AtomicInteger most) implements KeySource {
        @Override
        public Optional<byte[]> key() {
            return Optional.empty();
        }

        @Override
        public byte[] keyOrNew() {
            most.accumulateAndGet(making.incrementAndGet(), Math::max);
            LockSupport.parkNanos(300_000_000);
            making.decrementAndGet();
            return new byte[32];
        }

        @Override
        public String name() {
            return "slow";
        }
    }

    @Test
    void aLostKeyIsReplacedByOneReplicaOnly() {
        byte[] sealed = box("one").seal("secret", "node");
        String name = nameInTheRefusal("two");
        SecretBox other = agreement.boxOf(KeySource.of(file("two")), Optional.of(name));
        assertThatThrownBy(() -> other.open(sealed, "node")).isInstanceOf(WrongKeyException.class);
        assertThat(box("two").open(other.seal("new", "node"), "node")).isEqualTo("new");
        assertThatThrownBy(() -> box("one")).hasMessageContaining("is another one");
        // configured alike, and started later
        assertThatThrownBy(() -> agreement.boxOf(KeySource.of(file("three")), Optional.of(name)))
                .hasMessageContaining("there is no key in " + file("three"));
        assertThat(agreement.boxOf(KeySource.of(file("two")), Optional.of(name)).open(other.seal("x", "n"), "n"))
                .isEqualTo("x");
    }

    private String nameInTheRefusal(String replica) {
        try {
            box(replica);
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage()).replaceFirst("(?s).*key-lost=([0-9a-f]+).*", "$1");
        }
        throw new AssertionError("it is not refused");
    }

    /// A database from before there was an agreement, and a replica that has lost its volume.
    @Test
    void whatWasSealedBeforeTellsWhichKeyItIs() {
        var old = new SecretBox(SecretKeyFile.readOrMake(file("old")));
        byte[] box = old.seal("{}", "node-1");
        agreement = new KeyAgreement(database, List.of(_ -> Optional.of(new Sealed(box, "node-1"))));
        assertThatThrownBy(() -> box("fresh")).hasMessageContaining("there is no key in " + file("fresh"));
        assertThat(file("fresh")).doesNotExist();
        SecretKeyFile.readOrMake(file("another"));
        assertThatThrownBy(() -> box("another")).hasMessageContaining("is another one");
        assertThat(box("old").open(box, "node-1")).isEqualTo("{}");
        agreement = new KeyAgreement(database, List.of());
        assertThatThrownBy(() -> box("another")).hasMessageContaining("is another one");
    }

    @Test
    void aKeyOfTheConfigurationIsHeldAgainstItToo() {
        String key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
        agreement.boxOf(KeySource.of(key, "muster.secrets.key"), Optional.empty());
        agreement.boxOf(KeySource.of(key, "muster.secrets.key"), Optional.empty());
        String another = key.replace("MDEy", "MDEz");
        assertThatThrownBy(() -> agreement.boxOf(KeySource.of(another, "muster.secrets.key"), Optional.empty()))
                .hasMessageContaining("the key of muster.secrets.key is another one");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private SecretBox box(String name) {
        return agreement.boxOf(KeySource.of(file(name)), Optional.empty());
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
