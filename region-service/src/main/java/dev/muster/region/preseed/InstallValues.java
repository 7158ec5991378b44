package dev.muster.region.preseed;

import dev.muster.model.image.ImageName;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What templates of an installation may use: each is one line, but `network`.
final class InstallValues {
    /// Which machine it is, and which image it is about.
    static final TemplateNames MACHINE =
            TemplateNames.of("osystem", "arch", "subarch", "release", "label", "system_id", "hostname", "domain");

    /// For the installer of a distribution.
    static final TemplateNames INSTALLER = MACHINE.with(
                    "user",
                    "archive_protocol",
                    "archive_host",
                    "archive_directory",
                    "apt_proxy",
                    "metadata_url",
                    "status_url",
                    "netboot_off_url",
                    "consumer_key",
                    "token_key",
                    "token_secret",
                    "cloud_config")
            .withLists("ssh_keys");

    /// For curtin: the same and more.
    static final TemplateNames CURTIN =
            INSTALLER.with("root_url", "archive", "signal_url", "network").withLists("macs");

    private InstallValues() {}

    /// @param archive where packages are, without a slash at the end
    /// @param aptProxy with a slash at the end; empty for none
    static Map<String, String> of(InstallPlan plan, URI archive, String aptProxy) {
        MachineContext machine = plan.machine();
        ImageName image = plan.image();
        String base = Preseeds.plain(machine.baseUrl());
        String[] key = plan.credentials().split(":", -1);
        if (key.length != 3) {
            throw new IllegalArgumentException("a node's credentials have three parts, not " + key.length);
        }
        Map<String, String> values = of(machine, image);
        values.put("user", image.osystem());
        values.put("archive", archive.toString());
        values.put("archive_protocol", archive.getScheme());
        values.put("archive_host", archive.getRawAuthority());
        values.put("archive_directory", archive.getRawPath().isEmpty() ? "/" : archive.getRawPath());
        values.put("apt_proxy", aptProxy);
        values.put("metadata_url", base + "/metadata/");
        values.put("signal_url", base + "/metadata/curtin/latest/?op=signal");
        values.put("status_url", base + "/metadata/status/" + machine.systemId());
        values.put("netboot_off_url", base + "/metadata/latest/by-id/" + machine.systemId() + "/");
        values.put("consumer_key", key[0]);
        values.put("token_key", key[1]);
        values.put("token_secret", key[2]);
        values.forEach(Quoting::line);
        values.put("cloud_config", cloudConfig(values));
        return values;
    }

    /// Those of [#MACHINE].
    static Map<String, String> of(MachineContext machine, ImageName image) {
        var values = new HashMap<String, String>();
        values.put("osystem", image.osystem());
        values.put("arch", image.arch());
        values.put("subarch", image.subarch());
        values.put("release", image.release());
        values.put("label", image.label());
        values.put("system_id", machine.systemId());
        values.put("hostname", shortName(machine));
        values.put("domain", domain(machine).orElse("local"));
        values.forEach(Quoting::line);
        return values;
    }

    static String shortName(MachineContext machine) {
        int dot = machine.hostname().indexOf('.');
        return dot < 0 ? machine.hostname() : machine.hostname().substring(0, dot);
    }

    private static Optional<String> domain(MachineContext machine) {
        int dot = machine.hostname().indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(machine.hostname().substring(dot + 1));
    }

    /// cloud-init's configuration for the installed system, YAML on one line: an answer of an installer is a line.
    static String cloudConfig(Map<String, String> values) {
        String key = "consumer_key: %s, token_key: %s, token_secret: %s"
                .formatted(yaml(values, "consumer_key"), yaml(values, "token_key"), yaml(values, "token_secret"));
        return ("{datasource_list: [MAAS], datasource: {MAAS: {metadata_url: %s, %s}},"
                        + " reporting: {maas: {type: webhook, endpoint: %s, %s}}}")
                .formatted(yaml(values, "metadata_url"), key, yaml(values, "status_url"), key);
    }

    private static String yaml(Map<String, String> values, String name) {
        return Quoting.YAML.quoted(name, values.getOrDefault(name, ""));
    }
}
