package dev.muster.cluster.boot;

import dev.muster.model.log.LogFields;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The question of pxeconfig, as MAAS 1.7's cluster asks it.
///
/// @param local our address that the machine asked; it becomes `fs_host`
/// @param remote the machine's address
/// @param mac only where the machine asked for its own file
/// @param arch from a file name such as `default-amd64`
public record BootQuery(
        UUID cluster,
        InetAddress local,
        InetAddress remote,
        Optional<MacAddress> mac,
        Optional<String> arch,
        Optional<String> subarch) {

    /// For a machine that asks for the file of its own address.
    public static BootQuery ofMachine(UUID cluster, InetAddress local, InetAddress remote, MacAddress mac) {
        return new BootQuery(cluster, local, remote, Optional.of(mac), Optional.empty(), Optional.empty());
    }

    /// The URL's parameters, in order, not encoded.
    public Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("cluster_uuid", cluster.toString());
        parameters.put("local", local.getHostAddress());
        parameters.put("remote", remote.getHostAddress());
        mac.ifPresent(address -> parameters.put("mac", address.hyphenated()));
        arch.ifPresent(name -> parameters.put("arch", name));
        subarch.ifPresent(name -> parameters.put("subarch", name));
        return parameters;
    }

    LogFields logFields() {
        return mac.map(LogFields.none()::mac).orElse(LogFields.none());
    }
}
