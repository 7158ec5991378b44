package dev.muster.cluster.iscsi.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.disk.Room;
import dev.muster.cluster.iscsi.IscsiOverlays;
import dev.muster.cluster.iscsi.IscsiOverlays.Mode;
import dev.muster.cluster.iscsi.scsi.WritableStore;
import dev.muster.cluster.iscsi.scsi.WritableStore.StoreFull;
import dev.muster.model.node.MacAddress;
import dev.muster.testing.SmallDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlaysTest {
    private static final int SIZE = 20 * 1024 * 1024;
    private static final int LIMIT = 16 * 1024 * 1024;

    private static final Optional<MacAddress> A = node(1);
    private static final Optional<MacAddress> B = node(2);
    private static final Optional<MacAddress> GONE = node(3);
    private static final Optional<MacAddress> HERE = node(4);
    private static final Optional<MacAddress> NEW = node(5);

    @TempDir
    Path directory;

    private final byte[] content = new byte[SIZE];
    private Path image;

    @BeforeEach
    void makeAnImage() throws IOException {
        new Random(5).nextBytes(content);
        image = Files.write(directory.resolve("image"), content);
    }

    @Test
    void anyMixtureOfWritesAndDiscardsReadsAsADiskWould() throws IOException {
        byte[] expected = content.clone();
        Random random = new Random(7);
        try (Disk disk = overlays(Mode.SESSION).open(image, "iqn.x", A)) {
            WritableStore store = (WritableStore) disk;
            for (int i = 0; i < 400; i++) {
                int from = random.nextInt(SIZE / 512 - 300);
                byte[] data = new byte[(1 + random.nextInt(300)) * 512];
                switch (random.nextInt(3)) {
                    case 0 -> store.discard(from * 512L, data.length);
                    default -> {
                        random.nextBytes(data);
                        store.write(from * 512L, ByteBuffer.wrap(data));
                    }
                }
                System.arraycopy(data, 0, expected, from * 512, data.length);
                assertThat(read(disk, from * 512, data.length)).isEqualTo(data);
            }
            assertThat(Arrays.equals(read(disk, 0, SIZE), expected)).isTrue();
            assertThat(Arrays.equals(read(disk, 700, 100_000), Arrays.copyOfRange(expected, 700, 100_700)))
                    .isTrue();
        }
        assertThat(Arrays.equals(Files.readAllBytes(image), content)).isTrue();
    }

    /// On a disk of 16 MiB, of which 8 are kept.
    @ParameterizedTest
    @EnumSource(names = {"SESSION", "NODE"})
    void writesStopBeforeTheReserveOfTheDisk(Mode mode) throws Exception {
        try (var small = SmallDisk.of(16, directory.resolve("small"))) {
            var reserve = new DiskReserve(small.folder(), 8 << 20, InstantSource.system());
            var settings = new IscsiOverlays(mode, small.folder().resolve("overlays"), LIMIT, reserve, Duration.ZERO);
            try (Disk disk = new Overlays(settings).open(image, "iqn.x", A)) {
                var store = (WritableStore) disk;
                int written = 0;
                while (written < 16 && takes(store, written)) {
                    written++;
                }
                assertThat(written).isBetween(7, 8);
                assertThat(Files.getFileStore(small.folder()).getUsableSpace()).isGreaterThanOrEqualTo(8 << 20);
                // what is there already can be written and made lasting
                store.write(0, ByteBuffer.wrap(ones(512)));
                store.flush();
                assertThat(read(disk, 0, 512)).isEqualTo(ones(512));
                assertThat(read(disk, 15 << 20, 512))
                        .isEqualTo(Arrays.copyOfRange(content, 15 << 20, (15 << 20) + 512));
            }
        }
    }

    private static boolean takes(WritableStore store, int mebibyte) throws IOException {
        try {
            store.write((long) mebibyte << 20, ByteBuffer.wrap(ones(1 << 20)));
            return true;
        } catch (StoreFull full) {
            assertThat(full).hasMessage("the disk is down to its reserve");
            return false;
        }
    }

    @Test
    void aSessionsWritesAreGoneWithIt() throws IOException {
        Overlays overlays = overlays(Mode.SESSION);
        try (Disk disk = overlays.open(image, "iqn.x", A)) {
            ((WritableStore) disk).write(0, ByteBuffer.allocate(512));
            try (Stream<Path> files = Files.list(directory.resolve("overlays"))) {
                assertThat(files).isEmpty();
            }
        }
        try (Disk again = overlays.open(image, "iqn.x", A)) {
            assertThat(read(again, 0, 512)).isEqualTo(Arrays.copyOf(content, 512));
        }
    }

    @Test
    void whatWasFlushedIsThereAfterAKill() throws IOException {
        Disk killed = overlays(Mode.NODE).open(image, "iqn.x", A);
        WritableStore store = (WritableStore) killed;
        store.write(1024, ByteBuffer.wrap(ones(5 * 512)));
        store.discard(LIMIT, 4096);
        store.flush();
        store.write(8192, ByteBuffer.wrap(ones(512)));
        // never closed: another process opens the same files
        try (Disk again = overlays(Mode.NODE).open(image, "iqn.x", A)) {
            assertThat(read(again, 1024, 5 * 512)).isEqualTo(ones(5 * 512));
            assertThat(read(again, LIMIT, 4096)).isEqualTo(new byte[4096]);
            assertThat(read(again, 8192, 512)).isEqualTo(Arrays.copyOfRange(content, 8192, 8704));
        }
        killed.close();
    }

    @Test
    void eachNodeAndEachImageHasItsOwn() throws IOException {
        Overlays overlays = overlays(Mode.NODE);
        try (Disk a = overlays.open(image, "iqn.x", A);
                Disk sameNode = overlays.open(image, "iqn.x", A);
                Disk b = overlays.open(image, "iqn.x", B)) {
            ((WritableStore) a).write(0, ByteBuffer.wrap(ones(512)));
            assertThat(read(sameNode, 0, 512)).isEqualTo(ones(512));
            assertThat(read(b, 0, 512)).isEqualTo(Arrays.copyOf(content, 512));
        }
        try (Disk later = overlays.open(image, "iqn.x", A)) {
            assertThat(read(later, 0, 512)).isEqualTo(ones(512));
        }
        Path next = Files.write(directory.resolve("next"), content);
        try (Disk other = overlays.open(next, "iqn.x", A)) {
            assertThat(read(other, 0, 512)).isEqualTo(Arrays.copyOf(content, 512));
        }
    }

    @Test
    void nothingIsKeptForNobody() {
        assertThatThrownBy(() -> overlays(Mode.NODE).open(image, "iqn.x", Optional.empty()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anOverlayThatIsFullTakesNoMore() throws IOException {
        try (Disk disk = overlays(Mode.NODE).open(image, "iqn.x", A)) {
            WritableStore store = (WritableStore) disk;
            store.write(0, ByteBuffer.allocate(LIMIT));
            store.write(512, ByteBuffer.allocate(512));
            assertThatThrownBy(() -> store.write(LIMIT, ByteBuffer.allocate(512)))
                    .isInstanceOf(StoreFull.class);
            store.discard(0, 512);
            store.write(LIMIT, ByteBuffer.allocate(512));
        }
    }

    @Test
    void whatNobodyHasUsedForLongIsDeletedWhenSomebodyComes() throws IOException {
        overlays(Mode.NODE).open(image, "iqn.x", GONE).close();
        overlays(Mode.NODE).open(image, "iqn.x", HERE).close();
        age(GONE, 31);
        age(HERE, 29);

        overlays(Mode.NODE).open(image, "iqn.x", NEW).close();

        assertThat(nodes()).containsExactlyInAnyOrder(name(HERE), name(NEW));
    }

    @Test
    void comingAgainMakesAnOverlayYoungAgain() throws IOException {
        overlays(Mode.NODE).open(image, "iqn.x", A).close();
        age(A, 31);

        try (Disk disk = overlays(Mode.NODE).open(image, "iqn.x", A)) {
            ((WritableStore) disk).write(0, ByteBuffer.wrap(ones(512)));
            age(A, 31);
        }
        overlays(Mode.NODE).sweep();

        assertThat(nodes()).containsExactly(name(A));
    }

    @Test
    void withoutAnAgeNothingIsDeleted() throws IOException {
        overlays(Mode.NODE).open(image, "iqn.x", GONE).close();
        age(GONE, 9999);
        new Overlays(new IscsiOverlays(Mode.NODE, directory.resolve("overlays"), LIMIT, Room.UNBOUNDED, Duration.ZERO))
                .sweep();

        assertThat(nodes()).containsExactly(name(GONE));
    }

    private void age(Optional<MacAddress> node, int days) throws IOException {
        try (Stream<Path> overlays =
                Files.list(directory.resolve("overlays/nodes").resolve(name(node)))) {
            for (Path overlay : overlays.toList()) {
                Files.setLastModifiedTime(overlay, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
            }
        }
    }

    private static Optional<MacAddress> node(int number) {
        return Optional.of(MacAddress.of("52:54:00:00:00:0" + number));
    }

    private static String name(Optional<MacAddress> node) {
        return IscsiOverlays.folderOf(node.orElseThrow());
    }

    private List<String> nodes() throws IOException {
        try (Stream<Path> nodes = Files.list(directory.resolve("overlays/nodes"))) {
            return nodes.map(node -> node.getFileName().toString()).toList();
        }
    }

    private Overlays overlays(Mode mode) {
        return new Overlays(
                new IscsiOverlays(mode, directory.resolve("overlays"), LIMIT, Room.UNBOUNDED, Duration.ofDays(30)));
    }

    private static byte[] ones(int length) {
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 1);
        return ones;
    }

    private static byte[] read(Disk disk, int position, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        disk.read(position, into);
        return into.array();
    }
}
