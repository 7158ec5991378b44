package dev.muster.model.event;

/// The steps of a network boot, in the order in which a machine takes them.
public enum BootStep {
    DHCP_OFFER("DHCP offer"),
    DHCP_LEASE("DHCP lease"),
    LOADER("Loader file"),
    BOOT_CONFIG("Boot configuration"),
    KERNEL("Kernel"),
    INITRD("Initrd"),
    /// The root disk, read over iSCSI ...
    ISCSI_LOGIN("iSCSI login"),
    /// ... or downloaded as a whole.
    ROOT_IMAGE("Root image"),
    PRESEED("Preseed"),
    METADATA("Metadata"),
    USER_DATA("User-data"),
    ENLIST("Enlistment"),
    /// Something that the machine itself reports, such as why its enlistment failed.
    NODE_REPORT("Node report"),
    /// Something wrong that is not a step: pool exhausted, address in conflict.
    NETWORK("Network"),
    /// No step of a machine: the disk of its cluster is full, or has room again.
    CLUSTER_DISK("Cluster's disk");

    private final String label;

    BootStep(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
