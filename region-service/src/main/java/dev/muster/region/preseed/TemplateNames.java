package dev.muster.region.preseed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a template may use.
///
/// @param texts that stand in the document
/// @param lists of such texts, to be looped over
record TemplateNames(Set<String> texts, Set<String> lists) {
    TemplateNames {
        texts = Set.copyOf(texts);
        lists = Set.copyOf(lists);
    }

    static TemplateNames of(String... texts) {
        return new TemplateNames(Set.of(texts), Set.of());
    }

    TemplateNames with(String... more) {
        var all = new HashSet<>(texts);
        all.addAll(List.of(more));
        return new TemplateNames(all, lists);
    }

    TemplateNames withLists(String... more) {
        var all = new HashSet<>(lists);
        all.addAll(List.of(more));
        return new TemplateNames(texts, all);
    }

    /// The Java type of each, as Qute's parser wants to know it.
    Map<String, String> types() {
        var types = new HashMap<String, String>();
        texts.forEach(name -> types.put(name, "java.lang.String"));
        lists.forEach(name -> types.put(name, "java.util.List<java.lang.String>"));
        return types;
    }

    @Override
    public String toString() {
        var all = new TreeSet<>(texts);
        all.addAll(lists);
        return String.join(", ", all);
    }
}
