package dev.muster.lab;

import dev.muster.model.node.MacAddress;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A machine with a BMC and an empty disk, in a rack whose switch says what it is.
final class LifeScene implements AutoCloseable {
    static final String REGION = "region-service";
    static final String CLUSTER = "cluster-service";

    private static final Duration PART = Duration.ofMinutes(12);

    private static final long USUAL_DISK = 4L << 30;

    private final SharedRack rack;
    private final List<Path> disks;
    private final MacAddress mac;
    private final RackSwitch rackSwitch;
    private final Bmc bmc;
    private final LifeStory story;

    private LifeScene(SharedRack rack, List<Path> disks, MacAddress mac, RackSwitch rackSwitch, Bmc bmc) {
        this.rack = rack;
        this.disks = disks;
        this.mac = mac;
        this.rackSwitch = rackSwitch;
        this.bmc = bmc;
        this.story =
                new LifeStory(rack.stack(), rack.network(), bmc, mac, LifeStory.Limits.each(PART), System.out::println);
    }

    static void needs() {
        for (String tool : new String[] {"ipmi_sim", "ipmitool", "ssh", "lldpd"}) {
            Requirements.needTools(tool);
        }
    }

    /// With one disk.
    static LifeScene set(SharedRack rack, String name, MacAddress mac, Firmware firmware)
            throws IOException, InterruptedException {
        return set(rack, name, mac, firmware, USUAL_DISK);
    }

    /// @param name of the folder that keeps what the machine wrote
    /// @param diskBytes the size of each disk
    static LifeScene set(SharedRack rack, String name, MacAddress mac, Firmware firmware, long... diskBytes)
            throws IOException, InterruptedException {
        Path folder = rack.folder(name);
        var disks = new ArrayList<Path>();
        for (long bytes : diskBytes) {
            disks.add(LifeStory.emptyDisk(folder.resolve("disk" + disks.size()), bytes));
        }
        var hardware = Hardware.ofMac(mac).with(firmware).withDisks(disks.toArray(Path[]::new));
        var rackSwitch = RackSwitch.start(rack.network(), rack.stack().data().resolve("switch"));
        var bmc = Bmc.plug(rack.network(), hardware, Bmc.ADDRESS, folder, rack.serialLog(name));
        return new LifeScene(rack, disks, mac, rackSwitch, bmc);
    }

    LifeStory story() {
        return story;
    }

    Bmc bmc() {
        return bmc;
    }

    /// Whether one of the machine's disks holds zeros only.
    boolean diskIsEmpty(int number) throws IOException {
        var block = new byte[1 << 20];
        try (var content = Files.newInputStream(disks.get(number))) {
            for (int read = content.read(block); read > 0; read = content.read(block)) {
                for (int i = 0; i < read; i++) {
                    if (block[i] != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    Path folder(String name) {
        return rack.folder(name);
    }

    /// Kills a service when the machine's timeline says something for the first time; the launcher starts it anew.
    ///
    /// @param words of the event
    /// @return to be joined: it ends with the kill
    Thread killAt(String service, String words) {
        return Thread.ofPlatform().start(() -> {
            try (var timeline = Timeline.follow(rack.api(), mac.value(), _ -> {})) {
                if (timeline.await(
                        events -> events.stream()
                                .anyMatch(event -> event.description().contains(words)),
                        PART)) {
                    System.out.println("kill -9 " + service + ", at: " + words);
                    rack.service(service).destroyForcibly();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        bmc.close();
        rackSwitch.close();
    }
}
