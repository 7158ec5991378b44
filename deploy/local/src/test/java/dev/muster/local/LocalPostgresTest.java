package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LocalPostgresTest {
    /// Shared: setting up a database is the slowest part.
    @TempDir
    static Path directory;

    static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    private static String read(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void committedRowsSurviveTheDeathOfTheOwner(@TempDir Path own) throws Exception {
        ProcessHandle server = Owners.killedAfterWriting("postgres", own);
        // at once, while the dead owner's server may still be there
        try (LocalPostgres postgres = LocalPostgres.start(Placement.in(own))) {
            assertThat(read(postgres, "select word from kept")).isEqualTo("still here");
        }
        Owners.awaitEnd(server);
    }

    @Test
    void commitsAreOnDiskAndTheUserIsPlain() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(Placement.in(directory))) {
            assertThat(read(postgres, "show fsync")).isEqualTo("on");
            assertThat(read(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(read(postgres, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "postgres", ""))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "muster", "wrong"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void pidFileOfAnotherProcessDoesNotStopTheStart() throws Exception {
        LocalPostgres.start(Placement.in(directory)).close();
        Files.write(
                directory.resolve("data/postmaster.pid"),
                List.of(Long.toString(ProcessHandle.current().pid()), "/elsewhere", "1", "1", "", "127.0.0.1", "1 1"));
        LocalPostgres.start(Placement.in(directory)).close();
    }

    @Test
    void secondServerOnADirectoryIsRefused() throws Exception {
        try (LocalPostgres first = LocalPostgres.start(Placement.in(directory))) {
            assertThatThrownBy(() -> LocalPostgres.start(Placement.in(directory)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
            assertThat(read(first, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void portInUseIsToldWithTheServersOwnWords() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalPostgres.start(Placement.in(directory).withPort(other.getLocalPort())))
                    .hasMessageContaining("Address already in use");
        }
    }
}
