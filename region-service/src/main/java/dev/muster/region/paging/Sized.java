package dev.muster.region.paging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// An element that is not read yet, and how large it is.
///
/// @param bytes as it is stored
public record Sized<K>(K key, long bytes) {

    /// Pages of at most [Pages#SIZE] elements that are small together. One that is large stands alone.
    ///
    /// @param bytes of a page
    public static <K> Pages<K> pages(Pages<Sized<K>> elements, long bytes) {
        return new Pages<>() {
            private final Deque<Sized<K>> waiting = new ArrayDeque<>();

            @Override
            public List<K> next() {
                var page = new ArrayList<K>();
                long room = bytes;
                while (page.size() < Pages.SIZE && more() && fits(page, room)) {
                    Sized<K> element = waiting.removeFirst();
                    room -= element.bytes();
                    page.add(element.key());
                }
                return page;
            }

            private boolean fits(List<K> page, long room) {
                return page.isEmpty() || waiting.getFirst().bytes() <= room;
            }

            private boolean more() {
                if (waiting.isEmpty()) {
                    waiting.addAll(elements.next());
                }
                return !waiting.isEmpty();
            }
        };
    }
}
