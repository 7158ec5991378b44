package dev.muster.cluster.address;

import dev.muster.cluster.table.EndingRows;
import java.util.List;

/// How the addresses are grouped at present, as the subnets that are served want it.
///
/// @param <A> an address
public interface Grouping<A> {
    /// An address that is nobody's, or one machine's alone.
    int OTHER = EndingRows.OTHER;

    List<? extends AddressGroup<A>> groups();

    /// The place of an address' group among [#groups], or [#OTHER].
    int groupOf(A address);

    /// Nothing is served.
    static <A> Grouping<A> none() {
        return new Grouping<>() {
            @Override
            public List<AddressGroup<A>> groups() {
                return List.of();
            }

            @Override
            public int groupOf(A address) {
                return OTHER;
            }
        };
    }
}
