package dev.muster.region.preseed;

import io.quarkus.qute.Expression;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a value stands in a document, so that it is nothing but a value there.
enum Quoting {
    /// One word of POSIX's shell (2.2.2).
    SHELL {
        @Override
        String inPlace(String line) {
            return "'" + line.replace("'", "'\\''") + "'";
        }
    },
    /// A single-quoted scalar (YAML 1.2 7.3.2).
    YAML {
        @Override
        String inPlace(String line) {
            return "'" + line.replace("'", "''") + "'";
        }
    },
    /// A string (RFC 8259 7).
    JSON {
        @Override
        String inPlace(String line) {
            return "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    };

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029\ufeff]");

    abstract String inPlace(String line);

    /// @throws IllegalArgumentException naming the value, if it is more than one line
    String quoted(String name, String value) {
        return inPlace(line(name, value));
    }

    /// `shell`, as templates name it.
    static Optional<Quoting> named(String word) {
        return Arrays.stream(values())
                .filter(quoting -> quoting.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    static boolean isNamed(Expression.Part part) {
        return !part.isVirtualMethod() && named(part.getName()).isPresent();
    }

    /// @throws IllegalArgumentException naming the value, if it is more than one line
    static String line(String name, String value) {
        if (UNPRINTABLE.matcher(value).find()) {
            throw new IllegalArgumentException(name + " holds line breaks or control characters");
        }
        return value;
    }
}
