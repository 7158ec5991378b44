package dev.muster.cluster.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnusedPlacesTest {
    private final UnusedPlaces places = new UnusedPlaces();

    @Test
    void lowestUnknownPlaceIsNext() {
        places.used(0);
        places.used(1);
        places.used(3);
        assertThat(places.next(0)).isEqualTo(2);
        assertThat(places.next(3)).isEqualTo(4);
    }

    @Test
    void forgottenPlaceIsNextAgain() {
        for (int place = 0; place < 100; place++) {
            places.used(place);
        }
        assertThat(places.next(0)).isEqualTo(100);
        places.forgotten(50);
        assertThat(places.next(0)).isEqualTo(50);
    }
}
