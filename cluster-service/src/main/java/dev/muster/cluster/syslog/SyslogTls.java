package dev.muster.cluster.syslog;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// Syslog over TLS (RFC 5425). The files are read once, at the start.
///
/// @param address port 0 takes a free one
/// @param certificate PEM: the receiver's certificate, then those that lead to its authority
/// @param key PEM: its private key, PKCS #8, not encrypted
/// @param clientAuthorities PEM: authorities of which each sender must show a certificate; none is asked for if empty
public record SyslogTls(InetSocketAddress address, Path certificate, Path key, Optional<Path> clientAuthorities) {}
