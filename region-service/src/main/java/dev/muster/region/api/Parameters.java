package dev.muster.region.api;

import dev.muster.region.refusal.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a caller passed, from the query or from a body: each name with all its values in their order.
public final class Parameters {
    private final Map<String, List<String>> values;
    private final List<Part> files;
    private final Predicate<String> declared;

    private Parameters(Map<String, List<String>> values, List<Part> files, Predicate<String> declared) {
        this.values = values;
        this.files = List.copyOf(files);
        this.declared = declared;
    }

    public static Parameters of(Map<String, List<String>> values) {
        return new Parameters(new LinkedHashMap<>(values), List.of(), _ -> true);
    }

    /// The text of an uploaded file is a value too, where the file is text.
    static Parameters ofParts(List<Part> parts, FieldText text) {
        var values = new LinkedHashMap<String, List<String>>();
        for (Part part : parts) {
            Optional<String> value = part.fileName().isPresent()
                    ? text.file(part.octets())
                    : Optional.of(text.octets(part.name(), part.octets()));
            value.ifPresent(known ->
                    values.computeIfAbsent(part.name(), _ -> new ArrayList<>()).add(known));
        }
        return new Parameters(
                values,
                parts.stream().filter(part -> part.fileName().isPresent()).toList(),
                _ -> true);
    }

    /// The first value, if there is one; it may be empty.
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// The first value, or nothing if there is none or it is blank.
    public Optional<String> text(String name) {
        return first(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// The same for an operation that has told clients of these names; tests see that it asks for no other.
    Parameters of(Predicate<String> names) {
        return new Parameters(values, files, names);
    }

    public List<String> all(String name) {
        assert declared.test(name) : "the operation does not say that it has a parameter '" + name + "'";
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    public boolean has(String name) {
        assert declared.test(name) : "the operation does not say that it has a parameter '" + name + "'";
        return values.containsKey(name);
    }

    /// Names of fields and of uploaded files.
    public Set<String> names() {
        var names = new HashSet<>(values.keySet());
        files.forEach(file -> names.add(file.name()));
        return Set.copyOf(names);
    }

    /// Uploaded files.
    public List<Part> files() {
        return files;
    }

    /// The name of an operation: in the query or in the body, in both only if they agree.
    ///
    /// @throws RefusedException if there is more than one
    public static Optional<String> op(Parameters query, Parameters form) {
        List<String> given = Stream.of(query, form)
                .flatMap(parameters -> {
                    List<String> here = parameters.all("op").stream()
                            .map(String::strip)
                            .filter(op -> !op.isEmpty())
                            .toList();
                    if (here.size() > 1) {
                        throw RefusedException.field("op", "This is given more than once.");
                    }
                    return here.stream();
                })
                .distinct()
                .toList();
        if (given.size() > 1) {
            throw RefusedException.field("op", "The query and the body name different operations.");
        }
        return given.stream().findFirst();
    }

    /// These, and of the others those whose names are not here.
    Parameters or(Parameters others) {
        var merged = new LinkedHashMap<>(others.values);
        merged.putAll(values);
        return new Parameters(merged, files, declared);
    }
}
