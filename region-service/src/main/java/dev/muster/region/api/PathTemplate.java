package dev.muster.region.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A path below [Api#BASE], some segments of which are names to fill in: `tags/{name}/`. A slash at the end makes no
/// difference to what fits.
record PathTemplate(String text) {
    boolean fits(List<String> path) {
        List<String> template = segments();
        if (template.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!isName(template.get(i)) && !template.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// The values of the names in a path that fits.
    Map<String, String> values(List<String> path) {
        var values = new LinkedHashMap<String, String>();
        List<String> template = segments();
        for (int i = 0; i < path.size(); i++) {
            if (isName(template.get(i))) {
                values.put(bare(template.get(i)), path.get(i));
            }
        }
        return values;
    }

    /// The names, in their order.
    List<String> names() {
        return segments().stream()
                .filter(PathTemplate::isName)
                .map(PathTemplate::bare)
                .toList();
    }

    int literals() {
        return (int) segments().stream().filter(segment -> !isName(segment)).count();
    }

    static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private List<String> segments() {
        return segments(text);
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{");
    }

    private static String bare(String segment) {
        return segment.substring(1, segment.length() - 1);
    }
}
