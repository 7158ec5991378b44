package dev.muster.region.node;

/// What clients are told of the parameters of `nodes/` and `nodes/<system_id>/`.
public final class NodesDocs {
    public static final String NODES = "nodes list required: system_id of a node; repeat for more";

    static final String ID = "id list: system_id of a node; repeat for more; all if not given";
    static final String[] LIST = {
        ID,
        "hostname list: whole name or its first label; repeat for more",
        "mac_address list: repeat for more",
        "zone: name of a zone",
        "agent_name: as given when the node was acquired",
        "limit int: at most so many; where the list goes on, the header Link has rel=next",
        "after int: begin behind this number, as Link gives it"
    };
    static final String[] NEW = {
        "architecture required: amd64, or amd64/generic",
        "subarchitecture: generic, if not part of the architecture",
        "mac_addresses list required: repeat for more; at least one",
        "hostname: a random one if not given",
        "power_type: how the machine is switched on and off; may be empty",
        "power_parameters: JSON object with the parameters of the power type",
        "nodegroup: uuid of the cluster that serves it",
        "autodetect_nodegroup: any value, instead of nodegroup",
        "osystem: operating system to install",
        "distro_series: its release",
        "disable_ipv4 bool: 0 or 1",
        "zone: name of a zone",
        "after_commissioning_action: taken and not looked at; old enlistment scripts send it"
    };
    static final String[] CHANGE = {
        "hostname: a new name",
        "architecture: amd64/generic",
        "osystem: operating system to install",
        "distro_series: its release",
        "disable_ipv4 bool: 0 or 1",
        "boot_type: fastpath for an image, di for the distribution's own installer",
        "erase_on_release bool: 0 or 1",
        "power_type: administrators only, as all that follows",
        "power_parameters_*: one parameter of the power type, by its name; empty takes it away",
        "power_parameters_skip_check bool: true to take parameters that the power type does not know, or too few",
        "zone: name of a zone",
        "cpu_count int: threads",
        "memory int: MiB",
        "storage int: MB"
    };

    private NodesDocs() {}
}
