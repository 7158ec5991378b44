package dev.muster.cluster.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.cluster.boot.LastAnswers.Dated;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.file.AtomicFile;
import dev.muster.model.file.AtomicFile.Access;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// One small JSON file per machine, `00-9c-02-8e-02-6a.json`, replaced as a whole: a process that is killed, or a
/// machine that loses its power, leaves the old one or the new one. One that cannot be read counts as none.
public final class DiskBootAnswerCache implements BootAnswerCache {
    /// Of [AtomicFile], and of versions before it.
    private static final String UNFINISHED = "*{" + AtomicFile.UNFINISHED + ",.part}";

    private static final int LOCKS = 64;

    private final Path folder;
    private final ObjectMapper json;
    private final ReentrantLock[] locks =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    /// @param folder made if it is not there
    /// @param json must know `java.time`
    public DiskBootAnswerCache(Path folder, ObjectMapper json) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.json = json;
        try (var leftovers = Files.newDirectoryStream(folder, UNFINISHED)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    @Override
    public Optional<BootAnswer> lastOf(MacAddress mac) throws IOException {
        return read(file(mac)).best();
    }

    @Override
    public void answered(MacAddress mac, BootAnswer answer, Instant askedAt) throws IOException {
        update(mac, last -> last.withAnswered(new Dated(answer, askedAt)));
    }

    @Override
    public void published(CachedBootAnswer news, Instant publishedAt) throws IOException {
        var answer = news.answer();
        if (answer == null) {
            forget(news.mac());
        } else {
            update(news.mac(), last -> last.withPublished(new Dated(answer, publishedAt)));
        }
    }

    @Override
    public void forget(MacAddress mac) throws IOException {
        update(mac, _ -> LastAnswers.NONE);
    }

    private void update(MacAddress mac, UnaryOperator<LastAnswers> change) throws IOException {
        var lock = locks[Math.floorMod(mac.hashCode(), LOCKS)];
        lock.lock();
        try {
            Path file = file(mac);
            var before = read(file);
            var after = change.apply(before);
            if (after.equals(LastAnswers.NONE)) {
                Files.deleteIfExists(file);
            } else if (!after.equals(before)) {
                AtomicFile.write(file, json.writeValueAsBytes(after), Access.USUAL);
            }
        } finally {
            lock.unlock();
        }
    }

    private LastAnswers read(Path file) throws IOException {
        try {
            var last = json.readValue(Files.readAllBytes(file), LastAnswers.class);
            return last == null ? LastAnswers.NONE : last;
        } catch (NoSuchFileException | JsonProcessingException _) {
            return LastAnswers.NONE;
        }
    }

    private Path file(MacAddress mac) {
        return folder.resolve(mac.hyphenated() + ".json");
    }
}
