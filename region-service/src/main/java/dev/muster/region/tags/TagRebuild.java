package dev.muster.region.tags;

/// Puts a tag with a definition on the nodes whose hardware it fits, and takes it off all others.
public interface TagRebuild {
    /// Nothing happens to a tag without a definition: it is put on by hand.
    void rebuild(String tag);
}
