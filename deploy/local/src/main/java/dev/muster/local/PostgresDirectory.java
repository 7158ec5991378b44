package dev.muster.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The files of one PostgreSQL server: `data/` and the role's `password`.
final class PostgresDirectory {
    static final String PASSWORD = "password";

    private static final Duration LEFTOVER_ENDS = Duration.ofSeconds(20);
    private static final Duration COMMAND_ENDS = Duration.ofMinutes(2);

    private final Path root;
    private final Path home;

    PostgresDirectory(Path root, Path home) {
        this.root = root.toAbsolutePath();
        this.home = home;
    }

    Path data() {
        return root.resolve("data");
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /// PostgreSQL refuses to run as root; in a user namespace of its own it is nobody there, and the files stay root's.
    static List<String> asUser() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "--user") : List.of();
    }

    /// Makes the database cluster when there is none, and removes what a killed server left.
    void prepare() throws IOException, InterruptedException {
        if (Files.isDirectory(data())) {
            removeLeftover();
            return;
        }
        Path partial = root.resolve("data.partial");
        DirectoryTree.delete(partial);
        String password = newPassword();
        run(
                "",
                program("initdb").toString(),
                "--pgdata=" + partial,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        run(
                """
                CREATE ROLE %1$s LOGIN PASSWORD '%3$s';
                CREATE DATABASE %2$s OWNER %1$s;
                """.formatted(LocalPostgres.USERNAME, LocalPostgres.DATABASE, password),
                program("postgres").toString(),
                "--single",
                "-D",
                partial.toString(),
                "postgres");
        // the superuser has no password and no way in
        Files.writeString(
                partial.resolve("pg_hba.conf"),
                "host " + LocalPostgres.DATABASE + " " + LocalPostgres.USERNAME + " all scram-sha-256\n");
        Files.move(partial, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private String newPassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path file = root.resolve(PASSWORD);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password);
        return password;
    }

    /// A server of a JVM that was killed may still be stopping. Once it is gone its pid file goes too: its number may
    /// belong to another process by now, and PostgreSQL would take that one for itself.
    private void removeLeftover() throws IOException, InterruptedException {
        Path pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> leftover = Files.readAllLines(pidFile).stream()
                .findFirst()
                .flatMap(PostgresDirectory::process)
                .filter(this::isOurs);
        if (leftover.isPresent()) {
            end(leftover.get());
        }
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> process(String pid) {
        return pid.matches("\\d{1,9}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    /// A postmaster works in its data directory.
    private boolean isOurs(ProcessHandle process) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), data());
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(ProcessHandle leftover) throws InterruptedException {
        new ChildSignal(leftover.pid()).send(ChildCommand.Signal.INT);
        long deadline = System.nanoTime() + LEFTOVER_ENDS.toNanos();
        while (leftover.isAlive() && System.nanoTime() - deadline < 0) {
            Thread.sleep(20);
        }
        if (leftover.isAlive()) {
            throw new IllegalStateException("an older PostgreSQL, process " + leftover.pid() + ", does not stop");
        }
    }

    private static void run(String input, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asUser());
        command.addAll(List.of(words));
        Path output = Files.createTempFile("postgres-setup", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(COMMAND_ENDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(words[0] + " failed:\n" + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }
}
