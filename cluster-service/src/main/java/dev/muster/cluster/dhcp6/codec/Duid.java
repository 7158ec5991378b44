package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/// What a DHCP unique identifier says (RFC 8415 11); equality of its octets is all that it is for, else.
public final class Duid {
    private static final int LONGEST = 130;
    private static final int LINK_LAYER_TIME = 1;
    private static final int LINK_LAYER = 3;
    private static final int UUID_TYPE = 4;

    private Duid() {}

    /// RFC 6355.
    public static Octets of(UUID uuid) {
        return Octets.of(ByteBuffer.allocate(18)
                .putShort((short) UUID_TYPE)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }

    /// The card's address that it was made of. It may be that of another interface of the machine.
    public static Optional<MacAddress> mac(Octets duid) {
        if (duid.length() < 4) {
            return Optional.empty();
        }
        int at =
                switch (duid.uint16At(0)) {
                    case LINK_LAYER_TIME -> 8;
                    case LINK_LAYER -> 4;
                    default -> -1;
                };
        return at > 0 && duid.length() > at
                ? LinkLayer.of(duid.uint16At(2), duid.slice(at, duid.length() - at))
                : Optional.empty();
    }

    static boolean isWhole(Octets duid) {
        return duid.length() >= 3 && duid.length() <= LONGEST;
    }
}
