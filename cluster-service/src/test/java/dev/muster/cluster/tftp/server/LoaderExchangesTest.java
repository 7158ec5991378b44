package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.MacLookup;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.NotFound;
import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpRoutes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What each loader and client sends, octet by octet, and what it must get.
@Timeout(30)
class LoaderExchangesTest {
    private static final String FILE = "0123456789".repeat(300);
    private static final Set<String> NAMES =
            Set.of("undionly.kpxe", "pxelinux.0", "bootx64.efi", "grubx64.efi", "grub/grub.cfg", "boot-kernel");
    private static final String NOT_FOUND = "\0\5\0\1file not found\0";
    private static final String ABORT = "\0\5\0\10User aborted the transfer\0";

    private final Listeners listeners = new Listeners(1);
    private TftpServer server;
    private Loader loader;

    @BeforeEach
    void start() throws IOException {
        server = TftpServer.start(
                listeners,
                TftpServerConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                TftpRoutes.of(request ->
                        Optional.of(NAMES.contains(request.path()) ? new Found(Content.of(FILE)) : new NotFound())),
                MacLookup.NONE,
                TftpEvents.NONE);
        loader = new Loader();
    }

    @AfterEach
    void stop() {
        loader.close();
        server.close();
        listeners.close();
    }

    @Test
    void ipxe() throws IOException {
        loader.asks("\0\1undionly.kpxe\0octet\0blksize\0001432\0tsize\0000\0");
        loader.gets("\0\6blksize\0001432\0tsize\0003000\0");
        loader.reads(1432, 1);
    }

    @Test
    void pxelinux() throws IOException {
        loader.asks("\0\1pxelinux.0\0octet\0tsize\0000\0blksize\0001408\0");
        loader.gets("\0\6tsize\0003000\0blksize\0001408\0");
        loader.reads(1408, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pxelinux.cfg/4c4c4544-0035-3010-8035-b4c04f4d3532",
                "pxelinux.cfg/01-52-54-00-12-34-56",
                "pxelinux.cfg/C0A80144",
                "pxelinux.cfg/C",
                "pxelinux.cfg/default"
            })
    void pxelinuxWalksOnAtOnce(String name) throws IOException {
        loader.asks("\0\1" + name + "\0octet\0tsize\0000\0blksize\0001408\0");
        loader.gets(NOT_FOUND);
    }

    @Test
    void edk2AsksForTheSizeAndThenAgainFromANewPort() throws IOException {
        loader.asks("\0\1bootx64.efi\0octet\0tsize\0000\0blksize\0001468\0windowsize\0004\0");
        loader.gets("\0\6tsize\0003000\0blksize\0001468\0windowsize\0004\0");
        loader.replies(ABORT);
        loader.close();
        loader = new Loader();
        loader.asks("\0\1bootx64.efi\0octet\0blksize\0001468\0windowsize\0004\0");
        loader.gets("\0\6blksize\0001468\0windowsize\0004\0");
        loader.reads(1468, 4);
    }

    @Test
    void shimProbesAndAsksForGrubTwice() throws IOException {
        for (String probe : List.of("revocations_sku.efi", "revocations_sbat.efi", "shim_certificate_0.efi")) {
            loader.asks("\0\1" + probe + "\0octet\0blksize\000512\0windowsize\0004\0");
            loader.gets(NOT_FOUND);
        }
        for (int time = 0; time < 2; time++) {
            loader.asks("\0\1grubx64.efi\0octet\0blksize\000512\0windowsize\0004\0");
            loader.gets("\0\6blksize\000512\0windowsize\0004\0");
            loader.reads(512, 4);
        }
    }

    @Test
    void grubAsksForAbsolutePaths() throws IOException {
        for (String list : List.of("command.lst", "fs.lst", "crypto.lst", "terminal.lst")) {
            loader.asks("\0\1/grub/x86_64-efi/" + list + "\0octet\0blksize\0001024\0tsize\0000\0");
            loader.gets(NOT_FOUND);
        }
        loader.asks("\0\1/grub/grub.cfg\0octet\0blksize\0001024\0tsize\0000\0");
        loader.gets("\0\6blksize\0001024\0tsize\0003000\0");
        loader.reads(1024, 1);
    }

    @Test
    void curl() throws IOException {
        loader.asks("\0\1boot-kernel\0octet\0tsize\0000\0blksize\000512\0timeout\0006\0");
        loader.gets("\0\6tsize\0003000\0blksize\000512\0timeout\0006\0");
        loader.reads(512, 1);
    }

    @Test
    void busybox() throws IOException {
        loader.asks("\0\1boot-kernel\0octet\0blksize\0001468\0");
        loader.gets("\0\6blksize\0001468\0");
        loader.reads(1468, 1);
    }

    @Test
    void atftp() throws IOException {
        loader.asks("\0\1boot-kernel\0octet\0tsize\0000\0timeout\0005\0blksize\0001428\0windowsize\0008\0");
        loader.gets("\0\6tsize\0003000\0timeout\0005\0blksize\0001428\0windowsize\0008\0");
        loader.reads(1428, 8);
    }

    @Test
    void tftpHpaWithoutOptions() throws IOException {
        loader.asks("\0\1boot-kernel\0octet\0");
        loader.reads(512, 1);
    }

    @Test
    void largestBlockIsGrantedForMore() throws IOException {
        loader.asks("\0\1boot-kernel\0octet\0blksize\00065465\0");
        loader.gets("\0\6blksize\00065464\0");
        loader.reads(65_464, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boot-kernel\0octet\0", "boot-kernel\0octet\0blksize\000512\0"})
    void writingIsRefused(String request) throws IOException {
        loader.asks("\0\2" + request);
        loader.gets("\0\5\0\2read only\0");
    }

    /// A socket that speaks octets, spelled as Latin-1.
    private final class Loader implements AutoCloseable {
        private final DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        private InetSocketAddress peer = server.address();
        private String last = "";

        Loader() throws IOException {
            socket.setSoTimeout(10_000);
        }

        void asks(String octets) throws IOException {
            peer = server.address();
            last = "";
            replies(octets);
        }

        void replies(String octets) throws IOException {
            byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
            socket.send(new DatagramPacket(bytes, bytes.length, peer));
        }

        void gets(String octets) throws IOException {
            assertThat(receive()).isEqualTo(octets);
        }

        /// The whole file, from the ACK of the offer, if there was one, to the last ACK.
        void reads(int blockSize, int window) throws IOException {
            if (!last.isEmpty()) {
                replies("\0\4\0\0");
            }
            int blocks = FILE.length() / blockSize + 1;
            for (int block = 1; block <= blocks; block++) {
                int end = Math.min(FILE.length(), block * blockSize);
                String number = "" + (char) (block >> 8) + (char) (block & 0xFF);
                gets("\0\3" + number + FILE.substring((block - 1) * blockSize, end));
                if (block % window == 0 || block == blocks) {
                    replies("\0\4" + number);
                }
            }
        }

        /// The next packet; on a slow machine the one before may come twice.
        private String receive() throws IOException {
            var datagram = new DatagramPacket(new byte[65_536], 65_536);
            String octets;
            do {
                socket.receive(datagram);
                octets = new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.ISO_8859_1);
            } while (octets.equals(last));
            last = octets;
            peer = (InetSocketAddress) datagram.getSocketAddress();
            return octets;
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
