package dev.muster.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A node, as an operator handles it over the API.
public final class ManagedNode {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final RegionApi api;
    private final String systemId;

    private ManagedNode(RegionApi api, String systemId) {
        this.api = api;
        this.systemId = systemId;
    }

    /// @throws IOException if no node has the address
    public static ManagedNode of(RegionApi api, MacAddress mac) throws IOException, InterruptedException {
        JsonNode found = api.get("nodes/?op=list&mac_address=" + RegionApi.encode(mac.value()));
        if (found.size() != 1) {
            throw new IOException(found.size() + " nodes have the MAC address " + mac);
        }
        return new ManagedNode(api, found.get(0).path("system_id").asText());
    }

    /// Adds a machine that is switched by hand, and puts it into service though nobody has looked at it: it is Ready.
    static ManagedNode unseen(RegionApi api, String hostname, MacAddress mac) throws IOException, InterruptedException {
        JsonNode cluster = api.get("nodegroups/?op=list").path(0);
        JsonNode added = api.post(
                "nodes/?op=new",
                "nodegroup",
                cluster.path("uuid").asText(),
                "hostname",
                hostname,
                "architecture",
                "amd64/generic",
                "power_type",
                "manual",
                "mac_addresses",
                mac.value());
        var node = new ManagedNode(api, added.path("system_id").asText());
        api.post(node.path() + "?op=mark_broken", "error_description", "not looked at yet");
        api.post(node.path() + "?op=mark_fixed");
        return node;
    }

    /// Deletes what the region knows of a machine.
    static void forget(RegionApi api, MacAddress mac) throws IOException, InterruptedException {
        for (JsonNode node : api.get("nodes/?op=list&mac_address=" + RegionApi.encode(mac.value()))) {
            api.delete("nodes/" + node.path("system_id").asText() + "/");
        }
    }

    public String systemId() {
        return systemId;
    }

    public JsonNode read() throws IOException, InterruptedException {
        return api.get(path());
    }

    public NodeStatus status() throws IOException, InterruptedException {
        return NodeStatus.ofNumber(read().path("substatus").asInt()).orElseThrow();
    }

    /// Waits for a state. A region that does not answer is asked again.
    ///
    /// @throws IOException if the node fails before, or the limit passes; says what its state is, and why
    public void await(NodeStatus wanted, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Optional<NodeStatus> status = seen();
        while (!status.equals(Optional.of(wanted))) {
            boolean failed = status.filter(NodeStatus::isFailure).isPresent();
            if (failed || System.nanoTime() > end) {
                throw new IOException("node " + systemId + " is "
                        + status.map(NodeStatus::label).orElse("not to be asked") + ", not " + wanted.label()
                        + (failed ? ": " + read().path("substatus_message").asText() : ""));
            }
            Thread.sleep(LOOK_AGAIN);
            status = seen();
        }
    }

    private Optional<NodeStatus> seen() throws InterruptedException {
        try {
            return Optional.of(status());
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    /// Tells how the node is switched on and off.
    public void powerBy(Bmc bmc) throws IOException, InterruptedException {
        var form = new ArrayList<>(List.of("power_type", "ipmi"));
        bmc.powerParameters().forEach((name, value) -> form.addAll(List.of("power_parameters_" + name, value)));
        api.put(path(), form.toArray(String[]::new));
    }

    /// @param form names and values, one after the other
    void change(String... form) throws IOException, InterruptedException {
        api.put(path(), form);
    }

    public void accept() throws IOException, InterruptedException {
        api.post("nodes/?op=accept", "nodes", systemId);
    }

    /// Takes this very node into the operator's hands.
    public void acquire() throws IOException, InterruptedException {
        JsonNode acquired =
                api.post("nodes/?op=acquire", "name", read().path("hostname").asText());
        if (!acquired.path("system_id").asText().equals(systemId)) {
            throw new IOException("acquired another node: " + acquired.path("system_id"));
        }
    }

    /// Chooses the disk to install to.
    ///
    /// @param disk its name to the kernel that commissioned the machine: `vdb`
    void installTo(String disk) throws IOException, InterruptedException {
        for (JsonNode found : api.get(path() + "blockdevices/")) {
            if (found.path("name").asText().equals(disk)) {
                api.tell(path() + "blockdevices/" + found.path("id").asInt() + "/?op=set_boot_disk");
                return;
            }
        }
        throw new IOException("node " + systemId + " has no disk " + disk);
    }

    /// @param userData what the installed system runs at its first start
    public void start(String userData) throws IOException, InterruptedException {
        String encoded = Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8));
        api.post(path() + "?op=start", "user_data", encoded);
    }

    /// Stops what goes on.
    void abort() throws IOException, InterruptedException {
        api.post(path() + "?op=abort_operation");
    }

    public void release(boolean erase) throws IOException, InterruptedException {
        api.post(path() + "?op=release", "erase", Boolean.toString(erase));
    }

    /// What its commissioning scripts left: names and exit codes.
    public JsonNode results() throws IOException, InterruptedException {
        return api.get("commissioning-results/?op=list&system_id=" + systemId);
    }

    private String path() {
        return "nodes/" + systemId + "/";
    }
}
