package dev.muster.region.commissioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.ApiVersion;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeAccess;
import dev.muster.region.node.Nodes;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// `nodes/<system_id>/blockdevices/` and what is below: the disks of one node, and which of them is installed to.
@ApplicationScoped
class BlockDevicesResource implements ApiResource {
    private final NodeAccess access;
    private final Nodes nodes;
    private final BlockDevices devices;

    BlockDevicesResource(NodeAccess access, Nodes nodes, BlockDevices devices) {
        this.access = access;
        this.nodes = nodes;
        this.devices = devices;
    }

    @Override
    public List<Operations> operations() {
        return List.of(
                Operations.of(
                                "BlockDevicesHandler",
                                "nodes/{system_id}/blockdevices/",
                                "The disks of a node, as its commissioning found them.")
                        .on(Method.GET, Role.USER, this::list)
                        .says("Lists the node's disks.")
                        .answers(Shape.listOf(Json.class))
                        .on(Method.POST, "clear_boot_disk", Role.USER, this::clear)
                        .says("Leaves it to the installer again which disk it writes to.")
                        .answers(Shape.text()),
                Operations.of(
                                "BlockDeviceHandler",
                                "nodes/{system_id}/blockdevices/{device_id}/",
                                "One disk of a node.")
                        .on(Method.GET, Role.USER, this::read)
                        .says("Reads the disk.")
                        .answers(Shape.of(Json.class))
                        .on(Method.POST, "set_boot_disk", Role.USER, this::set)
                        .says("Has the node installed to this disk. The node is Ready or Allocated.")
                        .answers(Shape.text()));
    }

    private Answer list(ApiCall call) {
        Node node = access.visible(call);
        return Answer.json(devices.of(node.id()).stream()
                .map(device -> Json.of(device, node, call.version()))
                .toList());
    }

    private Answer read(ApiCall call) {
        Node node = access.visible(call);
        return Answer.json(Json.of(device(call, node), node, call.version()));
    }

    private Answer set(ApiCall call) {
        Node node = access.editable(call);
        BlockDevice device = device(call, node);
        nodes.installTo(node.systemId(), Optional.of(device.stable()), device.path());
        return Answer.text("OK");
    }

    private Answer clear(ApiCall call) {
        nodes.installTo(access.editable(call).systemId(), Optional.empty(), "the installer's choice");
        return Answer.text("OK");
    }

    private BlockDevice device(ApiCall call, Node node) {
        String number = call.path("device_id");
        return devices.of(node.id()).stream()
                .filter(device -> number.equals(Integer.toString(device.number())))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("disk of this node with id", number));
    }

    /// A disk with MAAS 1.8's keys.
    ///
    /// @param bootDisk whether it was chosen to be installed to
    @Schema(name = "BlockDevice")
    record Json(
            int id,
            String name,
            String type,
            String path,
            @JsonProperty("id_path") String idPath,
            String model,
            String serial,
            long size,
            @JsonProperty("block_size") int blockSize,
            List<String> tags,
            @JsonProperty("boot_disk") boolean bootDisk,
            @JsonProperty("resource_uri") String resourceUri) {
        static Json of(BlockDevice device, Node node, ApiVersion version) {
            return new Json(
                    device.number(),
                    device.name(),
                    "physical",
                    device.path(),
                    device.idPath(),
                    device.model(),
                    device.serial(),
                    device.size(),
                    device.blockSize(),
                    device.tags(),
                    node.use().bootDisk().filter(device::isKnownAs).isPresent(),
                    version.uri("nodes/" + node.systemId() + "/blockdevices/" + device.number() + "/"));
        }
    }
}
