package dev.muster.region.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A list that is read page by page: only one page of it is in memory, and between two pages it holds no connection
/// to the database. For one reader, once.
@FunctionalInterface
public interface Pages<T> {
    /// Elements of a page, where nothing else is said.
    int SIZE = 250;

    /// @return the next elements; none at the end, and from then on
    List<T> next();

    default <R> Pages<R> map(Function<? super T, ? extends R> each) {
        return () -> next().stream().<R>map(each).toList();
    }

    /// What stands for a page as a whole; it may be fewer or none.
    default <R> Pages<R> by(Function<List<T>, List<R>> page) {
        return () -> {
            for (List<T> read = next(); !read.isEmpty(); read = next()) {
                List<R> others = page.apply(read);
                if (!others.isEmpty()) {
                    return others;
                }
            }
            return List.of();
        };
    }

    /// The same with the first page read.
    default Pages<T> begun() {
        var first = new ArrayList<>(List.of(next()));
        return () -> first.isEmpty() ? next() : first.removeLast();
    }

    /// A list that is there already.
    static <T> Pages<T> of(List<T> all, int size) {
        return new Pages<>() {
            private int from;

            @Override
            public List<T> next() {
                int begin = from;
                from = Math.min(begin + size, all.size());
                return all.subList(begin, from);
            }
        };
    }

    /// A list in the order of a key.
    ///
    /// @param before the key before all others
    /// @param size of a page
    /// @param read the elements behind a key, `size` of them; if there are fewer, they are the last
    /// @param key of an element
    static <T, K> Pages<T> byKey(K before, int size, Function<K, List<T>> read, Function<T, K> key) {
        return new Pages<>() {
            private K last = before;
            private boolean ended;

            @Override
            public List<T> next() {
                if (ended) {
                    return List.of();
                }
                List<T> page = read.apply(last);
                ended = page.size() < size;
                if (!page.isEmpty()) {
                    last = key.apply(page.getLast());
                }
                return page;
            }
        };
    }
}
