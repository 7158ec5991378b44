package dev.muster.region.api;

import java.util.List;

/// A part of the API: its paths, and what can be done at each. Every bean of this type is served below [Api#BASE] and
/// described to clients.
@FunctionalInterface
public interface ApiResource {
    /// One table for each path. Asked once.
    List<Operations> operations();
}
