package dev.muster.region.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.api.ListPlaces.Place;
import dev.muster.region.refusal.Refusal;
import dev.muster.region.refusal.RefusedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListPlacesTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private ListPlaces places(int all, int each, Duration wait) {
        return new ListPlaces(all, each, wait, meters);
    }

    @Test
    void oneCallerDoesNotTakeThePlacesOfOthers() {
        var places = places(10, 2, Duration.ofMillis(1));
        places.take("ann");
        places.take("ann");
        assertThatThrownBy(() -> places.take("ann")).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.refusal())
                    .isEqualTo(new Refusal.Busy("Too many lists are being read at once.", Duration.ofSeconds(2)));
        });
        assertThat(meters.get("muster.api.lists.refused").counter().count()).isEqualTo(1);
        places.take("bob");
        assertThat(meters.get("muster.api.lists").gauge().value()).isEqualTo(3);
    }

    @Test
    void allTogetherAreBounded() {
        var places = places(2, 2, Duration.ofMillis(1));
        places.take("ann");
        Place second = places.take("bob");
        assertThatThrownBy(() -> places.take("eve")).isInstanceOf(RefusedException.class);
        second.close();
        places.take("eve").close();
    }

    @Test
    void whoWaitsGetsThePlaceThatIsGivenBack() throws Exception {
        var places = places(1, 1, Duration.ofSeconds(20));
        Place first = places.take("ann");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Place> another = () -> places.take("ann");
            Future<Place> waiting = threads.submit(another);
            first.close();
            waiting.get().close();
        }
    }

    @Test
    void aPlaceComesBackOnceAndCallersLeaveNothingBehind() {
        var places = places(1, 1, Duration.ofMillis(1));
        Place place = places.take("ann");
        place.close();
        place.close();
        assertThat(meters.get("muster.api.lists").gauge().value()).isZero();
        places.take("bob");
        assertThatThrownBy(() -> places.take("eve")).isInstanceOf(RefusedException.class);
        assertThat(places.callers()).as("bob alone").isEqualTo(1);
    }
}
