package dev.muster.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.file.AtomicFile.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
    private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FRESH = "new content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void theContentIsOnTheDiskBeforeTheNameAndTheNameBeforeTheEnd() throws IOException {
        var disk = new RecordingDisk();
        new AtomicFile(disk).replaceBy(folder.resolve("file"), FRESH, Access.USUAL);

        assertThat(disk.steps)
                .containsExactly("folder", "write and sync file.new", "rename file.new to file", "sync the folder");
        assertThat(folder.resolve("file")).hasBinaryContent(FRESH);
    }

    @Test
    void aFileThatIsMadeOnceIsOnTheDiskBeforeItHasItsName() throws IOException {
        var disk = new RecordingDisk();
        String aside = "key." + ProcessHandle.current().pid() + ".new";

        assertThat(new AtomicFile(disk).createWith(folder.resolve("key"), FRESH, Access.OWNER_ONLY))
                .isTrue();
        assertThat(disk.steps)
                .containsExactly(
                        "folder",
                        "write and sync " + aside,
                        "link " + aside + " to key",
                        "delete " + aside,
                        "sync the folder");
    }

    /// As the JVM's flight recorder has it.
    @Test
    void contentAndFolderAreSynced() throws IOException {
        try (var recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            AtomicFile.write(folder.resolve("file"), FRESH, Access.USUAL);
            recording.stop();
            Path dump = folder.resolve("dump.jfr");
            recording.dump(dump);
            assertThat(RecordingFile.readAllEvents(dump))
                    .extracting(event -> event.getString("path"))
                    .containsExactly(folder.resolve("file.new").toString(), folder.toString());
        }
    }

    @Test
    void whatIsThereAlreadyIsNotMadeAgain() throws IOException {
        Path file = Files.write(folder.resolve("key"), OLD);

        assertThat(AtomicFile.create(file, FRESH, Access.OWNER_ONLY)).isFalse();
        assertThat(file).hasBinaryContent(OLD);
        assertThat(names()).containsExactly("key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "rename"})
    void aDiskThatRefusesLeavesTheOldContentAndNothingElse(String step) throws IOException {
        Path file = Files.write(folder.resolve("file"), OLD);
        var disk = new RecordingDisk();
        disk.refused = step;

        assertThatThrownBy(() -> new AtomicFile(disk).replaceBy(file, FRESH, Access.USUAL))
                .isInstanceOf(IOException.class)
                .hasMessage("refused");
        assertThat(file).hasBinaryContent(OLD);
        assertThat(names()).containsExactly("file");
    }

    @Test
    void whatACrashLeftAsideIsWrittenAnew() throws IOException {
        Path file = folder.resolve("file");
        Files.write(folder.resolve("file.new"), "half of somethin".getBytes(StandardCharsets.UTF_8));

        AtomicFile.write(file, FRESH, Access.USUAL);
        assertThat(file).hasBinaryContent(FRESH);
        assertThat(names()).containsExactly("file");
    }

    @Test
    void aSecretIsItsOwnersFromTheStart() throws IOException {
        Path file = folder.resolve("made/on/the/way/secret");
        AtomicFile.write(file, OLD, Access.OWNER_ONLY);
        AtomicFile.write(file, FRESH, Access.OWNER_ONLY);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /// Threads are interrupted when the service stops: what they write then must not be lost for that.
    @Test
    void anInterruptedThreadWritesAllTheSameAndStaysInterrupted() throws IOException {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        try {
            AtomicFile.write(file, FRESH, Access.USUAL);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasBinaryContent(FRESH);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static final class RecordingDisk implements AtomicFile.Disk {
        private final AtomicFile.Disk disk = new RealDisk();
        private final List<String> steps = new ArrayList<>();
        private String refused = "nothing";

        private void step(String verb, String what) throws IOException {
            if (verb.equals(refused)) {
                throw new IOException("refused");
            }
            steps.add(what);
        }

        @Override
        public void makeFolder(Path made) throws IOException {
            step("folder", "folder");
            disk.makeFolder(made);
        }

        @Override
        public void writeSynced(Path file, byte[] content, Access access) throws IOException {
            disk.writeSynced(file, content, access);
            step("write", "write and sync " + file.getFileName());
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            step("rename", "rename " + from.getFileName() + " to " + to.getFileName());
            disk.rename(from, to);
        }

        @Override
        public void link(Path from, Path to) throws IOException {
            step("link", "link " + from.getFileName() + " to " + to.getFileName());
            disk.link(from, to);
        }

        @Override
        public void syncFolder(Path synced) throws IOException {
            step("sync", "sync the folder");
            disk.syncFolder(synced);
        }

        @Override
        public void delete(Path file) throws IOException {
            if (Files.exists(file)) {
                step("delete", "delete " + file.getFileName());
            }
            disk.delete(file);
        }
    }

    @Test
    void whatIsMadeOnceIsMade() throws IOException {
        assertThat(AtomicFile.create(folder.resolve("key"), FRESH, Access.USUAL))
                .isTrue();
        assertThat(folder.resolve("key")).hasBinaryContent(FRESH);
    }

    @Test
    void fileThatWasWrittenAsideGetsItsNameAndTheFolderIsSynced() throws IOException {
        Path written = Files.write(folder.resolve("file.new"), FRESH);
        Files.write(folder.resolve("file"), OLD);
        try (var recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold().withoutStackTrace();
            recording.start();
            AtomicFile.rename(written, folder.resolve("file"));
            AtomicFile.syncFolder(folder);
            recording.stop();
            Path dump = folder.resolve("dump.jfr");
            recording.dump(dump);
            assertThat(RecordingFile.readAllEvents(dump))
                    .extracting(event -> event.getString("path"))
                    .containsExactly(folder.toString(), folder.toString());
        }
        assertThat(folder.resolve("file")).hasBinaryContent(FRESH);
        assertThat(written).doesNotExist();
    }
}
