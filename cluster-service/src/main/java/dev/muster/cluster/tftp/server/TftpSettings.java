package dev.muster.cluster.tftp.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/// See [TftpServerConfig].
@ConfigMapping(prefix = "muster.cluster.limits.tftp")
public interface TftpSettings {
    /// Octets of a DATA block, 8 to 65464; the most that `blksize` is granted.
    @WithDefault("65464")
    int blockSize();

    /// The same for single interfaces, and so for their subnets: `interface-block-size.eth1=1428`.
    Map<String, Integer> interfaceBlockSize();

    @WithDefault("2048")
    int transfers();

    @WithDefault("64")
    int transfersPerClient();

    /// Without any progress a client counts as gone after this time.
    @WithDefault("PT30S")
    Duration giveUp();

    static TftpServerConfig server(TftpSettings tftp, InetSocketAddress address, String interfaceName) {
        int blockSize =
                Math.min(tftp.blockSize(), tftp.interfaceBlockSize().getOrDefault(interfaceName, tftp.blockSize()));
        return TftpServerConfig.at(address)
                .onDevice(interfaceName)
                .withBlockSizeUpTo(blockSize)
                .withTransfersUpTo(tftp.transfers(), tftp.transfersPerClient())
                .givingUpAfter(tftp.giveUp());
    }
}
