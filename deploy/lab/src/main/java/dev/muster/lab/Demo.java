package dev.muster.lab;

import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows the product's main job on one machine: an empty machine is switched on and enlists itself.
@Command(
        name = "demo",
        description = "Powers on a virtual machine with nothing on its disk and shows how it enlists itself.",
        mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
    private static final int DAY_SECONDS = 86_400;
    private static final long DISK_BYTES = 4L << 30;
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:00:01");

    @Option(names = "--once", description = "End after the enlistment: 0, or 1 with the first missing step named.")
    private boolean once;

    @Option(names = "--full", description = "The whole life: enlisted, commissioned, deployed, released.")
    private boolean full;

    @Option(names = "--erase", description = "With --full: wipe the disk at the release.")
    private boolean erase;

    @Option(names = "--firmware", description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Firmware firmware = Firmware.BIOS;

    @Option(names = "--timeout", description = "Seconds from power-on to enlistment (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 300;

    @Option(names = "--port", description = "Port of the API on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port = 5240;

    @Option(names = "--console", description = "Print the machine's serial console as well, at its end.")
    private boolean showConsole;

    @Option(names = "--checkout", required = true, description = "Folder of the built project.")
    private Path checkout = Path.of(".");

    @Option(names = "--images", required = true, description = "Folder of the image snapshots.")
    private Path images = Path.of("images");

    private final PrintStream out = System.out;

    /// Exit code 0: enlisted; 1: a step is missing; 2: wrong call.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Demo())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    System.err.println("demo: " + failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = LabFolder.create("muster-demo-");
        var resources = new Teardown();
        var onSignal = new Thread(resources::close, "teardown");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            resources.add(() -> LabFolder.delete(data));
            var network = resources.add(RackNetwork.create());
            var stack = resources.add(
                    Stack.start(network, new Stack.Plan(checkout, data, images, firmware.settings()), port, this::say));
            int code = full ? live(network, stack, resources) : boot(network, stack, resources);
            if (!once && code == 0) {
                say("");
                say("Everything goes on running until Ctrl-C.");
                Thread.sleep(Duration.ofSeconds(DAY_SECONDS));
            }
            return code;
        } finally {
            resources.close();
        }
    }

    private int boot(RackNetwork network, Stack stack, Teardown resources) throws IOException, InterruptedException {
        Path serialLog = stack.data().resolve("serial.log");
        say("");
        say("Power on: a virtual machine with " + firmware + " firmware, nothing on its disk, MAC " + MAC);
        var hardware = Hardware.ofMac(MAC).with(firmware);
        var machine = resources.add(VirtualMachine.powerOn(network, hardware, serialLog));
        var timeline =
                resources.add(Timeline.follow(stack.api(), MAC.value(), event -> show(machine.poweredOn(), event)));
        boolean enlisted = timeline.await(
                events -> ExpectedStep.firstMissing(events).isEmpty(), Duration.ofSeconds(timeoutSeconds));
        if (!enlisted) {
            reportMissing(machine, timeline);
            return 1;
        }
        say("");
        say("The node:");
        say(stack.api()
                .get("nodes/?op=list&mac_address=" + RegionApi.encode(MAC.value()))
                .toPrettyString());
        say("");
        say("API      " + stack.url() + "/api/1.0/");
        say("API key  " + stack.apiKey());
        if (!once) {
            say(machine.awaitOff(Duration.ofMinutes(2)) ? "The machine has switched itself off." : "It is still on.");
        }
        if (showConsole) {
            machine.console().tail(Integer.MAX_VALUE).forEach(line -> say(line.toString()));
        }
        return 0;
    }

    /// The machine's whole life, each event with the seconds since its last power-on.
    private int live(RackNetwork network, Stack stack, Teardown resources) throws IOException, InterruptedException {
        Path folder = stack.data().resolve("machine");
        var disk = LifeStory.emptyDisk(folder.resolve("disk"), DISK_BYTES);
        var hardware = Hardware.ofMac(MAC).with(firmware).withDisks(disk);
        resources.add(RackSwitch.start(network, folder));
        var bmc = resources.add(Bmc.plug(network, hardware, Bmc.ADDRESS, folder, folder.resolve("serial.log")));
        resources.add(Timeline.follow(stack.api(), MAC.value(), event -> show(lastPowerOn(bmc), event)));
        var limits = LifeStory.Limits.each(Duration.ofSeconds(timeoutSeconds));
        var story = new LifeStory(stack, network, bmc, MAC, limits, this::say);
        try {
            var node = story.enlist();
            story.commission(node);
            Path key = LifeStory.sshKey(stack.data().resolve("operator"));
            story.deploy(node, Files.readString(Path.of(key + ".pub")));
            say("ssh from the rack says: "
                    + story.ssh(node, key, "uname -a; df -h / | tail -1").strip());
            story.release(node, erase);
            say("\nThe node:\n" + node.read().toPrettyString());
            return 0;
        } catch (IOException e) {
            say("\nNOT done: " + e.getMessage());
            say("The end of the machine's console:");
            bmc.machine().ifPresent(this::showConsole);
            return 1;
        }
    }

    private static Instant lastPowerOn(Bmc bmc) {
        return bmc.machine().map(VirtualMachine::poweredOn).orElseGet(Instant::now);
    }

    private void showConsole(VirtualMachine machine) {
        machine.console().tail(showConsole ? Integer.MAX_VALUE : 25).forEach(line -> say("  " + line));
    }

    private void show(Instant poweredOn, TimelineEvent event) {
        if (event.step().equals("DHCP_OFFER")) {
            return; // its lease follows; the offer alone matters only where none does
        }
        double seconds = Duration.between(poweredOn, event.at()).toMillis() / 1000.0;
        String mark = event.outcome().equals("OK") || event.outcome().isEmpty() ? " " : "!";
        say(String.format(Locale.ROOT, "%8.2f s %s %s", seconds, mark, event.sentence()));
    }

    private void reportMissing(VirtualMachine machine, Timeline timeline) {
        var missing = ExpectedStep.firstMissing(timeline.events());
        say("");
        say("NOT enlisted within " + timeoutSeconds + " s. First missing step: "
                + missing.map(ExpectedStep::label).orElse("none"));
        say("The end of the machine's console:");
        showConsole(machine);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
