package dev.muster.cluster.boot.ipxe;

import dev.muster.cluster.boot.loader.UnsafeBootAnswer;
import java.util.List;
import java.util.StringJoiner;

/// Spells a kernel line so that iPXE leaves its words as they are.
final class IpxeWords {
    private static final List<String> SEPARATORS = List.of("||", "&&", ";");

    private IpxeWords() {}

    /// @param line words separated by spaces
    /// @throws UnsafeBootAnswer for what cannot be quoted: `${`, which is replaced even inside quotes, words that
    ///     separate commands, and comments
    static String escaped(String line) throws UnsafeBootAnswer {
        if (line.contains("${")) {
            throw new UnsafeBootAnswer("extra_opts", "has ${, which iPXE would replace");
        }
        var escaped = new StringJoiner(" ");
        for (String word : line.split(" +")) {
            if (SEPARATORS.contains(word) || word.startsWith("#")) {
                throw new UnsafeBootAnswer("extra_opts", "has the word " + word + ", which ends a command of iPXE");
            }
            escaped.add(word.replace("\\", "\\\\").replace("'", "\\'").replace("\"", "\\\""));
        }
        return escaped.toString();
    }
}
