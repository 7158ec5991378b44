package dev.muster.region.api;

import dev.muster.region.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// The texts of fields. One that is none is refused with the field's name.
///
/// @param lenient names of fields in which what is wrong is replaced
record FieldText(Set<String> lenient) {
    FieldText {
        lenient = Set.copyOf(lenient);
    }

    /// @param encoded percent-encoded, as the name of a field in a form or a query
    String name(String encoded) throws MalformedBodyException {
        try {
            return WireText.utf8(WireText.octets(encoded, true));
        } catch (MalformedTextException e) {
            throw new MalformedBodyException("the name of a field: " + e.getMessage());
        }
    }

    String checkedName(String name) throws MalformedBodyException {
        try {
            return WireText.checked(name);
        } catch (MalformedTextException e) {
            throw new MalformedBodyException("the name of a field: " + e.getMessage());
        }
    }

    /// @param encoded percent-encoded
    String encoded(String name, String encoded) {
        byte[] octets;
        try {
            octets = WireText.octets(encoded, true);
        } catch (MalformedTextException e) {
            throw refused(name, e);
        }
        return octets(name, octets);
    }

    String checked(String name, String text) {
        try {
            return WireText.checked(text);
        } catch (MalformedTextException e) {
            if (lenient.contains(name)) {
                return WireText.lenient(text.getBytes(StandardCharsets.UTF_8));
            }
            throw refused(name, e);
        }
    }

    String octets(String name, byte[] octets) {
        try {
            return WireText.utf8(octets);
        } catch (MalformedTextException e) {
            if (lenient.contains(name)) {
                return WireText.lenient(octets);
            }
            throw refused(name, e);
        }
    }

    /// An uploaded file is text only if it can be.
    Optional<String> file(byte[] octets) {
        try {
            return Optional.of(WireText.utf8(octets));
        } catch (MalformedTextException _) {
            return Optional.empty();
        }
    }

    private static RefusedException refused(String name, MalformedTextException e) {
        return RefusedException.field(name, String.valueOf(e.getMessage()));
    }
}
