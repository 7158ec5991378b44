package dev.muster.cluster.dhcp6.codec;

/// Codes of the options that this server reads or writes (RFC 8415 21 unless said otherwise).
public final class OptionCode {
    public static final int CLIENT_ID = 1;
    public static final int SERVER_ID = 2;
    /// Addresses that are leased.
    public static final int IA_NA = 3;
    /// Addresses for a moment; none are given.
    public static final int IA_TA = 4;
    public static final int IA_ADDRESS = 5;
    public static final int OPTION_REQUEST = 6;
    public static final int PREFERENCE = 7;
    /// Hundredths of a second since the client began.
    public static final int ELAPSED_TIME = 8;
    public static final int RELAY_MESSAGE = 9;
    public static final int SERVER_UNICAST = 12;
    public static final int STATUS_CODE = 13;
    public static final int RAPID_COMMIT = 14;
    public static final int USER_CLASS = 15;
    public static final int VENDOR_CLASS = 16;
    public static final int INTERFACE_ID = 18;
    /// RFC 3646.
    public static final int DNS_SERVERS = 23;
    /// RFC 3646.
    public static final int DOMAIN_LIST = 24;
    /// Whole networks for a router; none are given.
    public static final int IA_PD = 25;
    public static final int INFORMATION_REFRESH_TIME = 32;
    /// RFC 5970.
    public static final int BOOT_FILE_URL = 59;
    /// RFC 5970.
    public static final int BOOT_FILE_PARAMETERS = 60;
    /// RFC 5970: processor architectures.
    public static final int CLIENT_ARCH = 61;
    /// RFC 6939: from a relay agent on the client's link.
    public static final int CLIENT_LINK_LAYER = 79;
    /// RFC 8357: the relay agent listens on the port that it sends from.
    public static final int RELAY_PORT = 135;

    private OptionCode() {}
}
