package dev.muster.region.commissioning;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Writes a BSON document of binary elements (bsonspec.org, version 1.1).
final class BsonDocument {
    private static final int BINARY = 0x05;
    private static final int NULL = 0x0a;
    private static final int GENERIC = 0x00;

    private final ByteArrayOutputStream elements = new ByteArrayOutputStream();

    /// @param value null in the document where it is empty
    BsonDocument put(String name, Optional<byte[]> value) {
        elements.write(value.isPresent() ? BINARY : NULL);
        elements.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        elements.write(0);
        value.ifPresent(bytes -> {
            elements.writeBytes(int32(bytes.length));
            elements.write(GENERIC);
            elements.writeBytes(bytes);
        });
        return this;
    }

    byte[] toBytes() {
        var document = new ByteArrayOutputStream();
        document.writeBytes(int32(4 + elements.size() + 1));
        document.writeBytes(elements.toByteArray());
        document.write(0);
        return document.toByteArray();
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
