package dev.muster.local;

import dev.muster.local.ChildCommand.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A PostgreSQL server as a child of this JVM, durable: what is committed is on disk.
///
/// Its directory survives kill -9 of this JVM and of the server. The database and its owner, a plain role that
/// logs in with a password, are both called `muster`.
public final class LocalPostgres implements LocalService {
    public static final String DATABASE = "muster";
    public static final String USERNAME = "muster";

    /// A crowded machine is slow, not broken; who ends early is told at once.
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(20);

    /// Sized for one rack on a small machine.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("max_worker_processes", "2"),
            Map.entry("max_parallel_workers", "0"),
            Map.entry("io_method", "sync"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("lc_messages", "C"),
            Map.entry("log_line_prefix", "%m [%p] "));

    private final DirectoryLock lock;
    private final ChildProcess server;
    private final String host;
    private final int port;
    private final String password;

    private LocalPostgres(DirectoryLock lock, ChildProcess server, String host, int port, String password) {
        this.lock = lock;
        this.server = server;
        this.host = host;
        this.port = port;
        this.password = password;
    }

    /// Starts it and returns when it answers; the first start in a directory makes the database.
    public static LocalPostgres start(Placement where) throws IOException, InterruptedException {
        DirectoryLock lock = DirectoryLock.of(where.directory());
        try {
            Path home = PostgresBinaries.unpacked();
            PostgresDirectory directory = new PostgresDirectory(where.directory(), home);
            directory.prepare();
            int port = where.chosenPort();
            ChildProcess server = startServer(where, directory, port);
            return new LocalPostgres(lock, server, where.host(), port, passwordIn(where.directory()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static ChildProcess startServer(Placement where, PostgresDirectory directory, int port)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                directory.program("postgres").toString(), "-D", directory.data().toString()));
        words.addAll(List.of("-h", where.host(), "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        List<String> prefix = new ArrayList<>(where.prefix());
        prefix.addAll(PostgresDirectory.asUser());
        // QUIT: stop at once and replay the log at the next start
        ChildCommand command = new ChildCommand("PostgreSQL", prefix, words, Signal.QUIT, Map.of(), where.log());
        ChildProcess server = ChildProcess.start(command, line -> line.contains("ready to accept connections"));
        try {
            server.awaitReady(START);
        } catch (InterruptedException | RuntimeException e) {
            server.stop(Signal.QUIT, STOP);
            throw e;
        }
        return server;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /// Without user and password.
    public String jdbcUrl() {
        return jdbcUrl(host, port);
    }

    static String jdbcUrl(String host, int port) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + DATABASE;
    }

    /// Of a database that has been set up.
    static String passwordIn(Path directory) throws IOException {
        return Files.readString(directory.resolve(PostgresDirectory.PASSWORD)).strip();
    }

    public String username() {
        return USERNAME;
    }

    public String password() {
        return password;
    }

    @Override
    public String address() {
        return host + ":" + port;
    }

    @Override
    public ChildProcess process() {
        return server;
    }

    /// Breaks the connections, writes a checkpoint and ends.
    @Override
    public void close() throws IOException {
        server.stop(Signal.INT, STOP);
        lock.close();
    }
}
