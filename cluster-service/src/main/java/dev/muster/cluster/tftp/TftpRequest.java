package dev.muster.cluster.tftp;

import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A request to read a file.
///
/// @param path relative, plain segments with single slashes; never `..`
/// @param client the socket that asked; its port is the transfer's identity (RFC 1350 4)
/// @param server our address that it asked
/// @param mac whose lease the client's address is, where we gave it
public record TftpRequest(String path, InetSocketAddress client, InetAddress server, Optional<MacAddress> mac) {}
