package dev.muster.region.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/// The machine's clock for whoever asks for an [InstantSource]. The scope is a normal one, so that a test can put
/// another clock in its place.
class SystemTime {
    @Produces
    @ApplicationScoped
    InstantSource clock() {
        return InstantSource.system();
    }
}
