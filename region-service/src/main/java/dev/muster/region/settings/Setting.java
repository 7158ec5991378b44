package dev.muster.region.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What can be set while the region runs, in MAAS's names. Each takes effect; what MAAS has beside these is not here.
public enum Setting {
    /// Kernel options of all machines that carry no tag with some of its own.
    KERNEL_OPTS("muster.boot.kernel-opts", "[\\x20-\\x7e]{0,1000}", "One line of printable ASCII is expected."),
    /// The domain of machines whose host name has none.
    ENLISTMENT_DOMAIN("muster.enlistment.domain", Setting.DOMAIN, "A domain name in lower case is expected."),
    /// The proxy of machines that fetch packages, instead of their cluster's.
    HTTP_PROXY("", "(https?://[A-Za-z0-9.:_\\[\\]-]+/?)?", "A URL such as http://proxy.example.com:3128/ is expected."),
    /// Where installers fetch packages.
    MAIN_ARCHIVE(
            "",
            "(https?://[A-Za-z0-9.:_\\[\\]-]+(/[A-Za-z0-9._~-]+)*/?)?",
            "A URL such as http://archive.example.com/debian is expected."),
    /// The operating system of a node whose user names none.
    DEFAULT_OSYSTEM("muster.boot.osystem", Setting.NAME, Setting.NAME_COMPLAINT),
    /// Its release.
    DEFAULT_DISTRO_SERIES("muster.boot.release", Setting.NAME, Setting.NAME_COMPLAINT),
    /// The release of the ephemeral system.
    COMMISSIONING_DISTRO_SERIES("muster.boot.release", Setting.NAME, Setting.NAME_COMPLAINT),
    /// Whether disks are wiped when a node is given back, unless the caller says otherwise.
    ENABLE_DISK_ERASING_ON_RELEASE("muster.lifecycle.erase-on-release", "0|1|true|false", "0 or 1 is expected.");

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,63}";
    private static final String NAME_COMPLAINT = "A name in lower-case letters, digits, '.', '_' and '-' is expected.";
    private static final String DOMAIN = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*";

    private final String property;
    private final Pattern pattern;
    private final String complaint;

    Setting(String property, String pattern, String complaint) {
        this.property = property;
        this.pattern = Pattern.compile(pattern);
        this.complaint = complaint;
    }

    static Optional<Setting> named(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.wireName().equals(name))
                .findFirst();
    }

    /// Whether what machines boot depends on it.
    public boolean isPartOfBoot() {
        return switch (this) {
            case KERNEL_OPTS, ENLISTMENT_DOMAIN, DEFAULT_OSYSTEM, DEFAULT_DISTRO_SERIES, COMMISSIONING_DISTRO_SERIES ->
                true;
            case HTTP_PROXY, MAIN_ARCHIVE, ENABLE_DISK_ERASING_ON_RELEASE -> false;
        };
    }

    /// `kernel_opts`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The configuration property that holds where nothing is set; empty for none.
    String property() {
        return property;
    }

    /// What is wrong with a value; empty for one that may be set.
    Optional<String> complaint(String value) {
        return pattern.matcher(value).matches() ? Optional.empty() : Optional.of(complaint);
    }
}
