package dev.muster.region.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PagesTest {
    /// All pages, as they come; one that is empty ends the list.
    private static <T> List<List<T>> pages(Pages<T> pages) {
        var all = new ArrayList<List<T>>();
        for (List<T> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            all.add(List.copyOf(page));
        }
        assertThat(pages.next()).as("behind the end").isEmpty();
        return all;
    }

    private static List<Integer> numbers(int after, int size) {
        return IntStream.rangeClosed(1, 7)
                .filter(n -> n > after)
                .limit(size)
                .boxed()
                .toList();
    }

    @Test
    void aListThatIsThereIsCutIntoPages() {
        assertThat(pages(Pages.of(List.of(1, 2, 3, 4, 5), 2)))
                .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
        assertThat(pages(Pages.of(List.of(), 2))).isEmpty();
    }

    @Test
    void eachPageBeginsBehindTheLastElementAndAShortOneIsTheLast() {
        var asked = new ArrayList<Integer>();
        Pages<Integer> pages = Pages.byKey(
                0,
                3,
                after -> {
                    asked.add(after);
                    return numbers(after, 3);
                },
                n -> n);
        assertThat(pages(pages)).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
        assertThat(asked).containsExactly(0, 3, 6);
    }

    @Test
    void nothingIsReadBeforeItIsAskedForAndTheFirstPageOnlyOnce() {
        var asked = new ArrayList<Integer>();
        Pages<Integer> pages = Pages.byKey(
                0,
                4,
                after -> {
                    asked.add(after);
                    return numbers(after, 4);
                },
                n -> n);
        assertThat(asked).isEmpty();
        Pages<Integer> begun = pages.begun();
        assertThat(asked).containsExactly(0);
        assertThat(pages(begun)).containsExactly(List.of(1, 2, 3, 4), List.of(5, 6, 7));
        assertThat(asked).containsExactly(0, 4);
    }

    @Test
    void aPageThatStandsForNothingDoesNotEndTheList() {
        Pages<Integer> even = Pages.of(List.of(1, 3, 5, 2, 7, 9, 4), 1)
                .by(page -> page.stream().filter(n -> n % 2 == 0).toList());
        assertThat(pages(even.map(n -> n * 10))).containsExactly(List.of(20), List.of(40));
    }

    @Test
    void pagesOfLargeElementsAreBoundedInBytes() {
        List<Sized<Long>> sizes = LongStream.of(10, 20, 30, 200, 5, 60)
                .mapToObj(bytes -> new Sized<>(bytes, bytes))
                .toList();
        assertThat(pages(Sized.pages(Pages.of(sizes, 4), 60)))
                .as("no page over 60 bytes, but for one element that is larger by itself")
                .containsExactly(List.of(10L, 20L, 30L), List.of(200L), List.of(5L), List.of(60L));
        assertThat(pages(Sized.pages(Pages.<Sized<Long>>of(List.of(), 4), 60))).isEmpty();
    }

    @Test
    void pagesOfElementsWithoutSizeAreBoundedInNumber() {
        List<Sized<Integer>> many = IntStream.range(0, 2 * Pages.SIZE + 1)
                .mapToObj(n -> new Sized<>(n, 0))
                .toList();
        assertThat(pages(Sized.pages(Pages.of(many, 7), 60)))
                .extracting(List::size)
                .containsExactly(Pages.SIZE, Pages.SIZE, 1);
    }
}
