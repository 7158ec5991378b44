package dev.muster.lab;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A machine with a BMC: OpenIPMI's `ipmi_sim` at an address of the rack's network, and a virtual machine that it
/// switches on and off. What is on the machine's disks stays; the console of every run goes on in the same file.
///
/// `ipmi_sim` runs a small program for each thing that it is asked; the program passes it on over a socket to the
/// one thread here that owns both processes. They end with that thread, so that nothing is left over after a kill
/// -9.
public final class Bmc implements AutoCloseable {
    /// Outside of the range that DHCP gives.
    public static final String ADDRESS = "10.77.0.250";

    private static final Duration START = Duration.ofSeconds(20);

    private final RackNetwork rack;
    private final IpmiSimulator simulator;
    private final FrontPanel panel;
    private final Path socket;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> listening = new CompletableFuture<>();
    private final Thread owner;
    private volatile boolean closing;

    private Bmc(RackNetwork rack, IpmiSimulator simulator, FrontPanel panel, Path socket) {
        this.rack = rack;
        this.simulator = simulator;
        this.panel = panel;
        this.socket = socket;
        this.owner =
                Thread.ofPlatform().name("bmc-" + simulator.address()).daemon().unstarted(this::serve);
    }

    /// Plugs a machine with a BMC into a rack; the machine is off.
    ///
    /// @param address in the rack's subnet
    /// @param folder for the BMC's own files
    /// @param serialLog file that takes the machine's console
    public static Bmc plug(RackNetwork rack, Hardware hardware, String address, Path folder, Path serialLog)
            throws IOException, InterruptedException {
        Path socket = Files.createDirectories(folder).resolve("panel");
        var simulator = IpmiSimulator.in(folder, address, socket);
        rack.nodes().ip("addr", "add", address + "/24", "dev", "br0");
        var panel = new FrontPanel(rack, hardware, rack.plug(), folder.resolve("qmp"), serialLog);
        var bmc = new Bmc(rack, simulator, panel, socket);
        bmc.owner.start();
        try {
            bmc.listening.get(START.toSeconds(), TimeUnit.SECONDS);
            simulator.awaitListening(rack.nodes(), START);
            return bmc;
        } catch (ExecutionException | TimeoutException e) {
            bmc.close();
            throw new IOException("the BMC at " + address + " did not start", e);
        }
    }

    /// What the API has to be told, below `power_parameters_`, for the power type `ipmi`.
    public Map<String, String> powerParameters() {
        return Map.of(
                "power_address",
                simulator.address(),
                "power_user",
                IpmiSimulator.USER,
                "power_pass",
                simulator.password(),
                "power_driver",
                "LAN_2_0",
                "cipher_suite_id",
                "3");
    }

    /// Presses the power button of a machine that is off: its first start, before anybody knows its BMC.
    public void powerOn() throws IOException {
        tell("set power 1");
    }

    /// The machine as it was switched on last; empty if it never was.
    public Optional<VirtualMachine> machine() {
        return panel.machine();
    }

    public boolean isOn() {
        return panel.isOn();
    }

    /// What the BMC was told so far, without what it was only asked: `set boot pxe`, `set power 1`.
    public List<String> told() {
        return List.copyOf(asked);
    }

    private void tell(String request) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.shutdownOutput();
            channel.read(ByteBuffer.allocate(64));
        }
    }

    private void serve() {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // one that was killed leaves it behind
            Files.deleteIfExists(socket);
            server.bind(UnixDomainSocketAddress.of(socket));
            simulator.start(rack.nodes());
            listening.complete(true);
            while (!closing) {
                try (var client = server.accept()) {
                    answer(client);
                }
            }
        } catch (IOException e) {
            listening.completeExceptionally(e);
        } finally {
            simulator.stop();
            panel.close();
        }
    }

    /// One thing that cannot be answered ends neither the BMC nor its machine.
    private void answer(SocketChannel client) {
        try {
            answerOrThrow(client);
        } catch (IOException e) {
            System.err.println("the BMC at " + simulator.address() + ": " + e.getMessage());
        }
    }

    private void answerOrThrow(SocketChannel client) throws IOException {
        var buffer = ByteBuffer.allocate(256);
        while (client.read(buffer) > 0) {
            if (buffer.get(buffer.position() - 1) == '\n') {
                break;
            }
        }
        String request = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
        if (request.startsWith("set ")) {
            asked.add(request);
        }
        client.write(ByteBuffer.wrap((panel.answer(request) + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /// Pulls out the BMC and its machine.
    @Override
    public void close() {
        closing = true;
        try {
            tell("close");
        } catch (IOException e) {
            // it never came to listen, or has ended by itself
        }
        try {
            owner.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
