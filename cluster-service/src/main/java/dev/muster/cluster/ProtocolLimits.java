package dev.muster.cluster;

import dev.muster.cluster.http.HttpLimits;
import dev.muster.cluster.syslog.SyslogLimits;
import dev.muster.cluster.tftp.server.TftpServerConfig;
import io.smallrye.config.WithDefault;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/// Limits of the protocol servers, under `muster.cluster.limits`; what happens at each is in `docs/conformance.md`.
public interface ProtocolLimits {
    Http http();

    Tftp tftp();

    Syslog syslog();

    /// See [HttpLimits].
    interface Http {
        @WithDefault("64")
        int ranges();

        @WithDefault("4096")
        int files();

        @WithDefault("128")
        int filesPerClient();

        static HttpLimits limits(Http http) {
            return new HttpLimits(http.ranges(), http.files(), http.filesPerClient());
        }
    }

    /// See [TftpServerConfig].
    interface Tftp {
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

        static TftpServerConfig server(Tftp tftp, InetSocketAddress address, String interfaceName) {
            int blockSize =
                    Math.min(tftp.blockSize(), tftp.interfaceBlockSize().getOrDefault(interfaceName, tftp.blockSize()));
            return TftpServerConfig.at(address)
                    .onDevice(interfaceName)
                    .withBlockSizeUpTo(blockSize)
                    .withTransfersUpTo(tftp.transfers(), tftp.transfersPerClient())
                    .givingUpAfter(tftp.giveUp());
        }
    }

    /// See [SyslogLimits].
    interface Syslog {
        /// Octets of a message, 2048 to 65536.
        @WithDefault("8192")
        int maxLength();

        @WithDefault("2048")
        int connections();

        @WithDefault("256")
        int connectionsPerClient();

        @WithDefault("PT1H")
        Duration idle();

        /// Bytes of lines that wait for the disk, 4 MiB at least.
        @WithDefault("33554432")
        int queueBytes();

        /// Bytes of the kernel for datagrams that wait to be read, 64 KiB at least.
        @WithDefault("16777216")
        int udpBufferBytes();

        @WithDefault("256")
        int openFiles();

        /// Host names of a day, and senders that are told apart.
        @WithDefault("16384")
        int hosts();

        /// Host names of one address in a day. More for a relay that passes on the lines of many machines.
        @WithDefault("64")
        int hostsPerSender();

        /// Lines that are handed on to Kafka in a second; a quarter of them of one address. 0 for none.
        @WithDefault("2000")
        int forwarded();

        static SyslogLimits limits(Syslog syslog) {
            return new SyslogLimits(
                    syslog.maxLength(),
                    syslog.connections(),
                    syslog.connectionsPerClient(),
                    syslog.idle(),
                    syslog.queueBytes(),
                    syslog.udpBufferBytes(),
                    syslog.openFiles(),
                    syslog.hosts(),
                    syslog.hostsPerSender(),
                    syslog.forwarded());
        }
    }
}
