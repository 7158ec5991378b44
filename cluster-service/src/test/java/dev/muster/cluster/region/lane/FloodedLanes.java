package dev.muster.cluster.region.lane;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.cluster.OperatorSettings;
import dev.muster.cluster.disk.Room;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.LeaseDigest;
import dev.muster.model.event.LeasedAddresses.Leased;
import dev.muster.model.event.NodeLogLine;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerResult;
import dev.muster.model.power.PowerState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A program of its own, so that it has a heap of its own: the lanes with their usual bounds, one machine that
/// sends log lines without end, and meanwhile thirty that get leases. Ends when its input does.
final class FloodedLanes {
    static final UUID CLUSTER = UUID.fromString("1f0a7a4e-0d0a-4c6e-9c56-0000000000ff");
    static final int MACHINES = 30;
    static final int LINES = 200_000;

    /// What it says when all was offered.
    static final String END = "all was offered";

    /// What took the rack down once.
    private static final String LINE = "x".repeat(7000);

    private final Lanes lanes;
    private final MutableLeases leases = new MutableLeases();

    private FloodedLanes(Lanes lanes) {
        this.lanes = lanes;
    }

    /// Floods lanes of its own.
    ///
    /// @param args Kafka's address, the folder
    public static void main(String[] args) throws IOException {
        var limits = OperatorSettings.of(LaneSettings.class, Map.of());
        try (var lanes = Lanes.open(new Lanes.Plan(
                CLUSTER,
                Clock.systemUTC(),
                Path.of(args[1]),
                Room.UNBOUNDED,
                LaneSettings.limits(limits),
                Optional.of(args[0]),
                new ObjectMapper().registerModule(new JavaTimeModule())))) {
            var flooded = new FloodedLanes(lanes);
            lanes.start(flooded.leases, new NoRegion());
            flooded.flood();
            System.out.println(END);
            System.in.read();
        }
    }

    private void flood() {
        for (int number = 0; number < LINES; number++) {
            lanes.log(new NodeLogLine(CLUSTER, mac(255), "10.0.0.255", "loud", 1, 6, "app", Instant.now(), LINE));
            if (number % (LINES / MACHINES) == 1 && number * MACHINES / LINES < MACHINES) {
                boots(number * MACHINES / LINES);
            }
        }
    }

    private void boots(int machine) {
        String address = "10.0.0." + machine;
        leases.put(mac(machine), address, Instant.now().plusSeconds(3600));
        lanes.lease(address);
        lanes.power(new PowerResult(
                UUID.randomUUID(), "node-" + machine, PowerAction.ON, true, PowerState.ON, "", Instant.now()));
        lanes.progress(new BootProgress(
                UUID.randomUUID(),
                CLUSTER,
                mac(machine),
                BootStep.DHCP_OFFER,
                Outcome.OK,
                Instant.now(),
                0,
                address,
                ""));
        lanes.log(new NodeLogLine(CLUSTER, mac(machine), address, "quiet", 1, 6, "app", Instant.now(), "hello"));
    }

    static MacAddress mac(int machine) {
        return MacAddress.of("52:54:00:00:00:%02x".formatted(machine));
    }

    /// No comparison may help.
    private record NoRegion() implements RegionLeases {
        @Override
        public LeaseDigest digest() throws IOException {
            throw new IOException("no region");
        }

        @Override
        public List<Leased> in(List<Integer> buckets) throws IOException {
            throw new IOException("no region");
        }
    }
}
