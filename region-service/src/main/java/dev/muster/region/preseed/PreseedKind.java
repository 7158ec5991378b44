package dev.muster.region.preseed;

import java.util.Arrays;
import java.util.Comparator;

/// The documents that an operator can replace, by the first word of their templates' names, with the values that
/// each may use.
@SuppressWarnings("ImmutableEnumChecker") // a template renders, and nothing else
enum PreseedKind {
    /// Answers to the questions of Debian's and Ubuntu's installer.
    INSTALLER("", "preseeds/generic", InstallValues.INSTALLER),
    /// What curtin is to do.
    CURTIN_USERDATA("curtin_userdata", "preseeds/curtin_userdata", InstallValues.CURTIN),
    /// How a machine that is looked at or erased learns who it is.
    COMMISSIONING("commissioning", "node/preseed.yaml", NodePreseed.NAMES),
    /// How a machine that runs an installer from memory learns who it is.
    CURTIN("curtin", "node/preseed.yaml", NodePreseed.NAMES),
    /// Where an unknown machine finds its metadata.
    ENLIST("enlist", "enlist/preseed.yaml", TemplateNames.of("metadata_url")),
    /// What an unknown machine runs.
    ENLIST_USERDATA(
            "enlist_userdata",
            "enlist/user-data.yaml",
            TemplateNames.of("apt", "nodes_url", "report_url", "poweroff_delay", "console_wait", "programs"));

    private final String prefix;
    private final TemplateNames names;
    private final Template builtIn;

    PreseedKind(String prefix, String resource, TemplateNames names) {
        this.prefix = prefix;
        this.names = names;
        this.builtIn = Template.load(resource, names);
    }

    String prefix() {
        return prefix;
    }

    /// What its templates may use.
    TemplateNames names() {
        return names;
    }

    Template builtIn() {
        return builtIn;
    }

    /// By the name of a template's file: the longest first word that fits.
    static PreseedKind ofFile(String name) {
        return Arrays.stream(PreseedKind.values())
                .filter(kind -> kind.prefix.isEmpty() || (name + "_").startsWith(kind.prefix + "_"))
                .max(Comparator.comparingInt(kind -> kind.prefix.length()))
                .orElse(INSTALLER);
    }
}
