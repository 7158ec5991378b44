package dev.muster.region.lifecycle;

import dev.muster.model.event.BootStep;

/// Boot steps in a sentence.
final class Words {
    private Words() {}

    /// What happened: `kernel fetched`.
    static String seen(BootStep step) {
        return switch (step) {
            case DHCP_OFFER -> "address offered";
            case DHCP_LEASE -> "address leased";
            case LOADER -> "loader fetched";
            case BOOT_CONFIG -> "boot configuration fetched";
            case KERNEL -> "kernel fetched";
            case INITRD -> "initrd fetched";
            case ISCSI_LOGIN -> "root disk opened";
            case ROOT_IMAGE -> "root image fetched";
            case PRESEED -> "preseed fetched";
            case METADATA -> "metadata fetched";
            case USER_DATA -> "user-data fetched";
            case ENLIST -> "enlisted";
            case NODE_REPORT -> "report sent";
            case NETWORK -> "network trouble";
            case CLUSTER_DISK -> "trouble with the cluster's disk";
        };
    }

    /// What did not happen: `no iSCSI login`, without the `no`.
    static String missing(BootStep step) {
        return switch (step) {
            case DHCP_OFFER, DHCP_LEASE -> "DHCP request";
            case LOADER -> "loader";
            case BOOT_CONFIG -> "boot configuration";
            case KERNEL -> "kernel";
            case INITRD -> "initrd";
            case ISCSI_LOGIN, ROOT_IMAGE -> "iSCSI login or root image";
            case PRESEED -> "preseed";
            case METADATA -> "metadata";
            case USER_DATA -> "user-data";
            case ENLIST -> "enlistment";
            case NODE_REPORT -> "report";
            case NETWORK -> "network";
            case CLUSTER_DISK -> "cluster's disk";
        };
    }
}
