package dev.muster.cluster.boot;

import static dev.muster.cluster.boot.BootAnswersTest.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.model.boot.BootPurpose;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskBootAnswerCacheTest {
    private static final MacAddress MAC = MacAddress.of("00:9c:02:8e:02:6a");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private DiskBootAnswerCache cache;

    @BeforeEach
    void open() throws IOException {
        cache = opened();
    }

    /// Hours tell when each of the two answers was given.
    @ParameterizedTest(name = "answered {0} at {1}, published {2} at {3}: {4}")
    @CsvSource({
        "COMMISSIONING,1,POWEROFF,2,POWEROFF",
        "COMMISSIONING,2,POWEROFF,1,COMMISSIONING",
        "XINSTALL,1,LOCAL,2,LOCAL",
        "XINSTALL,2,LOCAL,1,LOCAL",
        "LOCAL,1,XINSTALL,2,LOCAL",
        "LOCAL,1,INSTALL,2,LOCAL",
        "LOCAL,2,XINSTALL,1,LOCAL",
        "COMMISSIONING,1,XINSTALL,2,XINSTALL",
        "LOCAL,1,COMMISSIONING,2,COMMISSIONING"
    })
    void laterWordCountsButNeverInstallsOverASystem(
            BootPurpose answered, long answeredHour, BootPurpose published, long publishedHour, BootPurpose used)
            throws Exception {
        cache.answered(MAC, answer(answered), hour(answeredHour));
        cache.published(new CachedBootAnswer(MAC, "node-1", answer(published)), hour(publishedHour));
        assertThat(cache.lastOf(MAC)).contains(answer(used));
    }

    @Test
    void oldRecordThatIsDeliveredAgainChangesNothing() throws Exception {
        cache.published(new CachedBootAnswer(MAC, "node-1", answer(BootPurpose.LOCAL)), hour(2));
        cache.published(new CachedBootAnswer(MAC, "node-1", answer(BootPurpose.POWEROFF)), hour(1));
        assertThat(cache.lastOf(MAC)).contains(answer(BootPurpose.LOCAL));
    }

    @Test
    void answersSurviveTheProcess() throws Exception {
        cache.answered(MAC, answer(BootPurpose.LOCAL), NOON);
        assertThat(opened().lastOf(MAC)).contains(answer(BootPurpose.LOCAL));
    }

    @Test
    void oneFilePerMachineIsNamedByItsAddress() throws Exception {
        cache.answered(MAC, answer(BootPurpose.LOCAL), NOON);
        assertThat(folder).isDirectoryContaining("glob:**/00-9c-02-8e-02-6a.json");
        cache.forget(MAC);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unfinishedFileOfAKilledProcessIsRemoved() throws Exception {
        Files.writeString(folder.resolve("00-9c-02-8e-02-6a.json.part"), "{\"answ");
        assertThat(opened().lastOf(MAC)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unreadableFileIsNoneAndIsReplaced() throws Exception {
        Files.writeString(folder.resolve("00-9c-02-8e-02-6a.json"), "{\"answ");
        assertThat(cache.lastOf(MAC)).isEmpty();
        cache.answered(MAC, answer(BootPurpose.LOCAL), NOON);
        assertThat(cache.lastOf(MAC)).contains(answer(BootPurpose.LOCAL));
    }

    private DiskBootAnswerCache opened() throws IOException {
        return new DiskBootAnswerCache(folder, new ObjectMapper().registerModule(new JavaTimeModule()));
    }

    private static Instant hour(long hour) {
        return NOON.plusSeconds(hour * 3600);
    }
}
