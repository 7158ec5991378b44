package dev.muster.region.events;

/// Who follows the timeline, so that nobody takes all places.
///
/// @param user the database's number
/// @param address from where, as text
record Follower(long user, String address) {}
