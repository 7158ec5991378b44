package dev.muster.region.preseed;

import dev.muster.region.api.ApiVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/// The cloud-config documents that booted machines fetch.
///
/// A base URL is how the machine reaches the API, through its cluster: `http://10.0.0.1:5248/MAAS`.
@ApplicationScoped
public class Preseeds {
    /// Base URLs end up in shell and YAML; nothing that is special there is part of one.
    private static final Pattern PLAIN_URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]/_-]+");

    private static final String POWEROFF = """
            #cloud-config
            # There is nothing for this machine to do.
            datasource_list: [None]
            power_state: {mode: poweroff, delay: now}
            """;
    private static final String NOTHING = "#cloud-config\n{}\n";

    private final MachinePrograms programs;
    private final EnlistSettings settings;
    private final Template enlistPreseed;
    private final Template enlistUserData;
    private final AptProxy aptProxy;

    Preseeds(EnlistSettings settings, PreseedTemplates templates, AptProxy aptProxy, MachinePrograms programs) {
        this.programs = programs;
        this.settings = settings;
        this.enlistPreseed = templates.find(PreseedKind.ENLIST);
        this.enlistUserData = templates.find(PreseedKind.ENLIST_USERDATA);
        this.aptProxy = aptProxy;
    }

    /// Where an unknown machine finds its metadata. There are no credentials in it: there is no node yet.
    public String enlistPreseed(String baseUrl) {
        return enlistPreseed.render(Map.of("metadata_url", plain(baseUrl) + "/metadata/enlist"));
    }

    /// What an unknown machine runs.
    public String enlistUserData(String baseUrl) {
        var base = URI.create(plain(baseUrl));
        return enlistUserData.render(Map.of(
                "apt", apt(baseUrl),
                "nodes_url", ApiVersion.OF_PROGRAMS.url(baseUrl, "nodes/"),
                "report_url", base.resolve("/node-report").toString(),
                "poweroff_delay", Long.toString(settings.poweroffDelay().toSeconds()),
                "console_wait", Long.toString(settings.consoleWait().toSeconds()),
                "programs", writtenFiles(programs.enlisting())));
    }

    /// As entries of cloud-init's `write_files`.
    private static String writtenFiles(Map<String, String> files) {
        var entries = new StringBuilder();
        files.forEach((name, content) -> entries.append("- path: /run/muster/")
                .append(name)
                .append("\n  permissions: '0600'\n  content: |\n")
                .append(content.indent(4)));
        return entries.toString();
    }

    /// For images that booted although their machine has nothing to do.
    public String poweroff() {
        return POWEROFF;
    }

    /// For a machine that is to be left as it is.
    public String nothing() {
        return NOTHING;
    }

    /// One spelling of the key only: cloud-init refuses two that differ.
    private String apt(String baseUrl) {
        String proxy = aptProxy.of(baseUrl);
        return proxy.isEmpty() ? "" : "apt:\n  proxy: " + Quoting.YAML.quoted("apt_proxy", proxy) + "\n";
    }

    static String plain(String baseUrl) {
        if (!PLAIN_URL.matcher(baseUrl).matches()) {
            throw new IllegalArgumentException("not a base URL: '" + baseUrl + "'");
        }
        return baseUrl;
    }
}
