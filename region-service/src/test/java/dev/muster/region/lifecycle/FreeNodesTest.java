package dev.muster.region.lifecycle;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeLock;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who looks for a free node while others hold the rows.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
@Timeout(60)
class FreeNodesTest {
    @Inject
    FreeNodes free;

    @Inject
    LifeNodes nodes;

    @Inject
    KnownMachines machines;

    @Inject
    AgroalDataSource database;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private String zone = "";

    @BeforeEach
    void aZone() {
        zone = nodes.zone();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /// It may be still free afterwards: it is no reason to say that there is none.
    @Test
    void aNodeThatIsLockedForAnotherReasonIsWaitedFor() throws Exception {
        String node = ready();
        try (var other = database.getConnection()) {
            begin(other);
            lock(other, node);
            Future<Optional<String>> found = lookFor();
            awaitWaiting(other);
            other.rollback();
            assertThat(found.get(30, TimeUnit.SECONDS)).contains(node);
        }
    }

    /// Whoever keeps the lock of a node that is taken meanwhile would wait for the next one in a circle.
    @Test
    void theLockOfANodeThatIsTakenMeanwhileIsGivenBack() throws Exception {
        String first = ready();
        String second = ready();
        try (var taker = database.getConnection();
                var another = database.getConnection()) {
            begin(taker);
            begin(another);
            lock(taker, first);
            lock(another, second);
            Future<Optional<String>> found = lookFor();
            awaitWaiting(taker);
            run(
                    taker,
                    "update nodes set status = " + NodeStatus.ALLOCATED.number() + " where system_id = '" + first
                            + "'");
            taker.commit();
            awaitWaiting(another);
            run(another, "select 1 from nodes where system_id = '" + first + "' for update nowait");
            another.rollback();
            assertThat(found.get(30, TimeUnit.SECONDS)).contains(second);
        }
    }

    /// What it was chosen for may be another's by the time that it is locked.
    @Test
    void aNodeThatFitsNoMoreOnceItIsLockedIsNotGiven() throws Exception {
        String node = ready();
        try (var other = database.getConnection()) {
            begin(other);
            lock(other, node);
            Future<Optional<String>> found = lookFor();
            awaitWaiting(other);
            run(other, "update nodes set zone_id = 1 where system_id = '" + node + "'");
            other.commit();
            assertThat(found.get(30, TimeUnit.SECONDS)).isEmpty();
        }
        try (var another = database.getConnection()) {
            begin(another);
            run(another, "select 1 from nodes where system_id = '" + node + "' for update nowait");
        }
    }

    @Test
    void whereNoneFitsNobodyIsWaitedFor() throws Exception {
        assertThat(lookFor().get(30, TimeUnit.SECONDS)).isEmpty();
    }

    private String ready() {
        String node = nodes.manual(NodeStatus.READY);
        nodes.into(zone, node);
        return node;
    }

    private Future<Optional<String>> lookFor() {
        return threads.submit(() -> QuarkusTransaction.requiringNew()
                .call(() -> free.lockOne(LifeNodes.onlyIn(zone)).map(NodeLock.Held::systemId)));
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    private static void lock(Connection connection, String node) throws SQLException {
        run(connection, "select 1 from nodes where system_id = '" + node + "' for update");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Until somebody waits for what this connection has locked.
    private void awaitWaiting(Connection holder) throws SQLException {
        String pid;
        try (var statement = holder.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            pid = rows.getString(1);
        }
        await("somebody waits").until(() -> !machines.text(
                        "select pid::text from pg_stat_activity where pg_blocking_pids(pid) @> array[" + pid + "]")
                .isEmpty());
    }
}
