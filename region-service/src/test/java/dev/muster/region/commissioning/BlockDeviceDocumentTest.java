package dev.muster.region.commissioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.allocation.DiskName;
import dev.muster.region.document.UnreadableException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockDeviceDocumentTest {
    private static List<BlockDevice> parse(String... disks) throws UnreadableException {
        return BlockDeviceDocument.parse(("[" + String.join(",", disks) + "]").getBytes(UTF_8));
    }

    private static String disk(String name, String wwn, String serial, String more) {
        return "{\"NAME\": \"%1$s\", \"PATH\": \"/dev/%1$s\", \"WWN\": \"%2$s\", \"SERIAL\": \"%3$s\"%4$s}"
                .formatted(name, wwn, serial, more);
    }

    @Test
    void aDiskIsKnownByWhatIsItsOwn() throws UnreadableException {
        assertThat(parse(
                        disk("sda", "0x1", "A", ""),
                        disk("sdb", "0x2", "B", ""),
                        disk("sdc", "0x2", "C", ""),
                        disk("sdd", "", "D", ""),
                        disk("sde", "", "D", ", \"ID_PATH\": \"/dev/disk/by-id/usb-e\""),
                        disk("sdf", "", "", "")))
                .extracting(device -> device.stable().toString())
                .containsExactly(
                        "wwn:0x1",
                        "serial:B",
                        "serial:C",
                        "path:/dev/sdd",
                        "path:/dev/disk/by-id/usb-e",
                        "path:/dev/sdf");
    }

    @Test
    void whatCannotBeWrittenToIsNoDiskAndIsNotCounted() throws UnreadableException {
        assertThat(parse(disk("sr0", "", "", ", \"RO\": \"1\""), disk("sda", "", "", ", \"RO\": \"0\""), "{}", "7"))
                .extracting(BlockDevice::number, BlockDevice::name)
                .containsExactly(org.assertj.core.api.Assertions.tuple(1, "sda"));
    }

    @Test
    void tagsSayWhatKindOfDiskItIs() throws UnreadableException {
        assertThat(parse(
                        disk("sda", "", "", ", \"ROTA\": \"1\", \"SATA\": \"1\", \"SIZE\": \"500107862016\""),
                        disk("sdb", "", "", ", \"ROTA\": \"0\", \"RM\": \"1\", \"SIZE\": -1")))
                .extracting(BlockDevice::tags, BlockDevice::size)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(List.of("rotary", "sata"), 500_107_862_016L),
                        org.assertj.core.api.Assertions.tuple(List.of("ssd", "removable"), 0L));
    }

    @Test
    void aDiskIsFoundAgainByTheNameThatItHad() throws UnreadableException {
        BlockDevice disk = parse(disk("sdb", "0x1", "A", "")).getFirst();
        assertThat(disk.isKnownAs(new DiskName("wwn", "0x1"))).isTrue();
        assertThat(disk.isKnownAs(new DiskName("serial", "A"))).isTrue();
        assertThat(disk.isKnownAs(new DiskName("path", "/dev/sdb"))).isTrue();
        assertThat(disk.isKnownAs(new DiskName("serial", "0x1"))).isFalse();
    }

    @Test
    void whatIsNoListIsRefused() {
        for (String text : List.of("", "{}", "[{", "null", "\u00ff")) {
            assertThatThrownBy(() -> BlockDeviceDocument.parse(text.getBytes(UTF_8)))
                    .as(text)
                    .isInstanceOf(UnreadableException.class);
        }
    }
}
