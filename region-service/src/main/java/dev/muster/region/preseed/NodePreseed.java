package dev.muster.region.preseed;

import dev.muster.model.image.ImageName;
import dev.muster.region.account.ApiKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// The cloud-config document by which a node's machine learns who it is: where its metadata is, with which key, and
/// where cloud-init reports to.
///
/// It holds the node's key: only for the machine itself.
@ApplicationScoped
public class NodePreseed {
    /// What its templates may use.
    static final TemplateNames NAMES =
            InstallValues.MACHINE.with("metadata_url", "status_url", "consumer_key", "token_key", "token_secret");

    private final PreseedTemplates templates;

    NodePreseed(PreseedTemplates templates) {
        this.templates = templates;
    }

    /// For a machine that runs from memory to be looked at or erased.
    ///
    /// @param image that it runs
    public String commissioning(MachineContext machine, ImageName image, ApiKey key) {
        return render(PreseedKind.COMMISSIONING, "/metadata/", machine, image, key);
    }

    /// For a machine that runs the installer from memory.
    ///
    /// @param image that is installed
    public String installation(MachineContext machine, ImageName image, ApiKey key) {
        return render(PreseedKind.CURTIN, "/metadata/curtin", machine, image, key);
    }

    private String render(PreseedKind kind, String metadata, MachineContext machine, ImageName image, ApiKey key) {
        String base = Preseeds.plain(machine.baseUrl());
        Map<String, String> values = InstallValues.of(machine, image);
        values.put("metadata_url", base + metadata);
        values.put("status_url", base + "/metadata/status/" + machine.systemId());
        values.put("consumer_key", key.consumerKey());
        values.put("token_key", key.tokenKey());
        values.put("token_secret", key.tokenSecret());
        return templates.find(kind, image, InstallValues.shortName(machine)).render(values);
    }
}
