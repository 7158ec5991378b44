package dev.muster.cluster.tftp.codec;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A TFTP packet (RFC 1350 5), with the options of RFC 2347.
public sealed interface TftpPacket {

    /// RRQ.
    ///
    /// @param file as the client spelled it, one character per octet
    /// @param options names in lower case, in the order of the request
    record ReadRequest(String file, TransferMode mode, Map<String, String> options) implements TftpPacket {
        public ReadRequest {
            options = ordered(options);
        }
    }

    /// WRQ; known only to be refused.
    record WriteRequest(String file, TransferMode mode, Map<String, String> options) implements TftpPacket {
        public WriteRequest {
            options = ordered(options);
        }
    }

    /// DATA.
    ///
    /// @param block 0 to 65535; the number wraps
    /// @param payload the octets between position and limit; shorter than the block size in the last block
    record Data(int block, ByteBuffer payload) implements TftpPacket {
        public Data {
            requireBlock(block);
            payload = payload.slice().asReadOnlyBuffer();
        }

        /// A view of its own position.
        @Override
        public ByteBuffer payload() {
            return payload.duplicate();
        }
    }

    /// ACK.
    record Ack(int block) implements TftpPacket {
        public Ack {
            requireBlock(block);
        }
    }

    /// ERROR.
    ///
    /// @param code 0 to 65535; those of [TftpError], or one that a client made up
    record ErrorPacket(int code, String message) implements TftpPacket {
        public static ErrorPacket of(TftpError error, String message) {
            return new ErrorPacket(error.number(), message);
        }
    }

    /// OACK (RFC 2347).
    record OptionAck(Map<String, String> options) implements TftpPacket {
        public OptionAck {
            options = ordered(options);
        }
    }

    private static Map<String, String> ordered(Map<String, String> options) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    private static void requireBlock(int block) {
        if (block < 0 || block > 0xFFFF) {
            throw new IllegalArgumentException("a block number has 16 bits: " + block);
        }
    }
}
