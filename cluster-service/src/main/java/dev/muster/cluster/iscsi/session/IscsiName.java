package dev.muster.cluster.iscsi.session;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/// Names of initiators and targets, which are the same in capital letters (RFC 3722; RFC 7143 4.2.7.1).
final class IscsiName {
    private IscsiName() {}

    /// How a name is compared: NFKC, in lower case.
    static String folded(String name) {
        return Normalizer.normalize(Normalizer.normalize(name, Form.NFKC).toLowerCase(Locale.ROOT), Form.NFKC);
    }
}
