package dev.muster.cluster.net;

import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The kernel's table of addresses that it spoke with.
///
/// @param file `/proc/net/arp`
public record ArpTable(Path file) {
    public static final ArpTable OF_KERNEL = new ArpTable(Path.of("/proc/net/arp"));

    private static final String NOT_RESOLVED = "0x0";

    /// Its addresses of 20 octets are cut to nine, before the GUID by which a port is known.
    private static final String INFINIBAND = "0x20";

    /// Which cards answered for an address, as texts of any case; empty for one that is not directly attached, or on a
    /// link where they cannot be told apart.
    public List<String> macsOf(String address) {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split("\\s+"))
                    .filter(columns -> columns.length > 3
                            && columns[0].equals(address)
                            && !columns[1].equals(INFINIBAND)
                            && !columns[2].equals(NOT_RESOLVED))
                    .map(columns -> columns[3])
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /// The first address that is in it with a MAC.
    public Optional<String> addressOf(MacAddress mac) {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split("\\s+"))
                    .filter(columns -> columns.length > 3 && columns[3].equalsIgnoreCase(mac.value()))
                    .map(columns -> columns[0])
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
