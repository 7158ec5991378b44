package dev.muster.cluster.tftp.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// One served address.
///
/// @param address where requests come to, and from which transfers are sent; not a wildcard. Port 69, or 0 for a
///     free one
/// @param device network interface to bind to, so that answers leave where requests came in; empty for any
/// @param maxBlockSize octets; the most that `blksize` is granted, for networks that lose fragments
/// @param maxTransfers at once; a request beyond it is dropped, and its client asks again
/// @param maxTransfersPerClient at once, per client address
/// @param giveUp without any progress a client counts as gone after this time
public record TftpServerConfig(
        InetSocketAddress address,
        Optional<String> device,
        int maxBlockSize,
        int maxTransfers,
        int maxTransfersPerClient,
        Duration giveUp) {
    private static final int SMALLEST_BLOCK = 8;

    public TftpServerConfig {
        if (address.isUnresolved() || address.getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("TFTP needs one address of ours, not " + address);
        }
        if (maxBlockSize < SMALLEST_BLOCK) {
            throw new IllegalArgumentException("blksize is at least 8 (RFC 2348), not " + maxBlockSize);
        }
        if (maxTransfers < 1 || maxTransfersPerClient < 1 || giveUp.isNegative() || giveUp.isZero()) {
            throw new IllegalArgumentException("TFTP limits must be above zero");
        }
    }

    public static TftpServerConfig at(InetSocketAddress address) {
        return new TftpServerConfig(address, Optional.empty(), 65_464, 2_048, 64, Duration.ofSeconds(30));
    }

    public TftpServerConfig onDevice(String name) {
        return new TftpServerConfig(
                address, Optional.of(name), maxBlockSize, maxTransfers, maxTransfersPerClient, giveUp);
    }

    public TftpServerConfig withBlockSizeUpTo(int octets) {
        return new TftpServerConfig(address, device, octets, maxTransfers, maxTransfersPerClient, giveUp);
    }

    public TftpServerConfig withTransfersUpTo(int total, int perClient) {
        return new TftpServerConfig(address, device, maxBlockSize, total, perClient, giveUp);
    }

    public TftpServerConfig givingUpAfter(Duration time) {
        return new TftpServerConfig(address, device, maxBlockSize, maxTransfers, maxTransfersPerClient, time);
    }
}
