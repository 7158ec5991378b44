package dev.muster.region.tags;

/// A name that nodes carry.
///
/// @param definition XPath 1.0 over a node's lshw document; the tag is on every node for which it is true, holds a
///     number other than 0, or finds something. Empty for a tag that is put on by hand
/// @param kernelOpts kernel options of the nodes that carry it, instead of those for all machines
public record Tag(String name, String comment, String definition, String kernelOpts) {}
