package dev.muster.model.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Networks of both versions of IP, with an end each: `10.0.0.0/8, fd00::/8, 192.0.2.7`.
public final class IpNetworks {
    private final List<Network> networks;

    private IpNetworks(List<Network> networks) {
        this.networks = networks;
    }

    private record Network(List<Byte> base, int length) {
        boolean contains(byte[] address) {
            if (address.length != base.size()) {
                return false;
            }
            for (int bit = 0; bit < length; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((address[bit / Byte.SIZE] & mask) != (base.get(bit / Byte.SIZE) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// @param text with commas between them; an address alone is a network of one
    /// @throws IllegalArgumentException naming what is no network
    public static IpNetworks parse(String text) {
        var networks = new ArrayList<Network>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                networks.add(network(part.strip()));
            }
        }
        return new IpNetworks(List.copyOf(networks));
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            byte[] base = InetAddress.ofLiteral(address).getAddress();
            int most = base.length * Byte.SIZE;
            int length = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (length < 0 || length > most) {
                throw new IllegalArgumentException("a prefix of " + length + " bits");
            }
            var bytes = new Byte[base.length];
            Arrays.setAll(bytes, i -> base[i]);
            return new Network(List.of(bytes), length);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no network, such as 10.0.0.0/8 or fd00::/8", e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        return networks.stream().anyMatch(network -> network.contains(octets));
    }
}
