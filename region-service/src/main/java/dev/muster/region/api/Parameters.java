package dev.muster.region.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a caller passed, from the query or from a body: each name with all its values in their order.
public final class Parameters {
    private final Map<String, List<String>> values;
    private final List<Part> files;

    private Parameters(Map<String, List<String>> values, List<Part> files) {
        this.values = values;
        this.files = List.copyOf(files);
    }

    public static Parameters of(Map<String, List<String>> values) {
        return new Parameters(new LinkedHashMap<>(values), List.of());
    }

    static Parameters ofParts(List<Part> parts) {
        var values = new LinkedHashMap<String, List<String>>();
        for (Part part : parts) {
            values.computeIfAbsent(part.name(), _ -> new ArrayList<>()).add(part.text());
        }
        return new Parameters(
                values,
                parts.stream().filter(part -> part.fileName().isPresent()).toList());
    }

    /// The first value, if there is one; it may be empty.
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// The first value, or nothing if there is none or it is blank.
    public Optional<String> text(String name) {
        return first(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /// Uploaded files.
    public List<Part> files() {
        return files;
    }

    /// These, and of the others those whose names are not here.
    Parameters or(Parameters others) {
        var merged = new LinkedHashMap<>(others.values);
        merged.putAll(values);
        return new Parameters(merged, files);
    }
}
