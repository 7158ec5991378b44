package dev.muster.model.network;

/// An address of either version of IP; ordered as unsigned.
///
/// @param <A> the version
public interface IpAddress<A extends IpAddress<A>> extends Comparable<A> {
    /// The address that is so many places above.
    ///
    /// @param places not negative
    A plus(int places);

    /// How many places it is above another one, which is less than 2^31 below.
    int minus(A lower);

    /// The address one above; the first one above the last.
    default A next() {
        return plus(1);
    }
}
