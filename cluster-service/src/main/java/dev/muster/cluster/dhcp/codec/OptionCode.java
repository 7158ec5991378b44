package dev.muster.cluster.dhcp.codec;

/// Codes of the options that this server reads or writes (RFC 2132 unless said otherwise).
public final class OptionCode {
    static final int PAD = 0;
    public static final int SUBNET_MASK = 1;
    public static final int ROUTERS = 3;
    public static final int NAME_SERVERS = 6;
    public static final int HOST_NAME = 12;
    public static final int DOMAIN_NAME = 15;
    public static final int BROADCAST_ADDRESS = 28;
    public static final int NTP_SERVERS = 42;
    public static final int VENDOR_SPECIFIC = 43;
    public static final int REQUESTED_ADDRESS = 50;
    public static final int LEASE_TIME = 51;
    public static final int OVERLOAD = 52;
    public static final int MESSAGE_TYPE = 53;
    public static final int SERVER_ID = 54;
    public static final int PARAMETER_REQUEST_LIST = 55;
    public static final int MESSAGE = 56;
    public static final int MAX_MESSAGE_SIZE = 57;
    public static final int RENEWAL_TIME = 58;
    public static final int REBINDING_TIME = 59;
    public static final int VENDOR_CLASS = 60;
    public static final int CLIENT_ID = 61;
    public static final int TFTP_SERVER_NAME = 66;
    public static final int BOOT_FILE_NAME = 67;
    /// RFC 3004.
    public static final int USER_CLASS = 77;
    /// RFC 4702.
    public static final int CLIENT_FQDN = 81;
    /// RFC 3046.
    public static final int RELAY_AGENT_INFO = 82;
    /// RFC 4578.
    public static final int CLIENT_ARCH = 93;
    /// RFC 4578: the machine's UUID.
    public static final int CLIENT_MACHINE_ID = 97;
    /// RFC 3011.
    public static final int SUBNET_SELECTION = 118;
    /// RFC 3397.
    public static final int DOMAIN_SEARCH = 119;
    /// RFC 3442.
    public static final int CLASSLESS_ROUTES = 121;
    /// Etherboot and iPXE; sub-options.
    public static final int ETHERBOOT = 175;
    /// RFC 5071.
    public static final int PXELINUX_MAGIC = 208;
    /// RFC 5071.
    public static final int CONFIG_FILE = 209;
    /// RFC 5071: what PXELINUX and its relatives put before every file name.
    public static final int PATH_PREFIX = 210;
    /// RFC 5071; seconds.
    public static final int REBOOT_TIME = 211;

    static final int END = 255;

    private OptionCode() {}
}
