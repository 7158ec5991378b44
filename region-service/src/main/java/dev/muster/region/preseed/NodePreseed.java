package dev.muster.region.preseed;

import dev.muster.region.auth.ApiKey;
import java.util.Map;

/// The cloud-config document by which a node's machine learns who it is: where its metadata is, with which key, and
/// where cloud-init reports to.
///
/// It holds the node's key: only for the machine itself.
public final class NodePreseed {
    private static final Template TEMPLATE = Template.load("node/preseed.yaml");

    private NodePreseed() {}

    /// For a machine that runs from memory to be looked at or erased, and for one whose system is installed.
    ///
    /// @param baseUrl how the machine reaches the API: `http://10.0.0.1:5248/MAAS`
    public static String ofNode(String baseUrl, String systemId, ApiKey key) {
        return render(baseUrl, "/metadata/", systemId, key);
    }

    /// For a machine that runs the installer from memory.
    ///
    /// @param baseUrl how the machine reaches the API: `http://10.0.0.1:5248/MAAS`
    public static String ofInstallation(String baseUrl, String systemId, ApiKey key) {
        return render(baseUrl, "/metadata/curtin", systemId, key);
    }

    /// Keys are letters and digits: nothing in the document needs quotes.
    private static String render(String baseUrl, String metadata, String systemId, ApiKey key) {
        String base = Preseeds.plain(baseUrl);
        return TEMPLATE.render(Map.of(
                "metadata_url", base + metadata,
                "status_url", base + "/metadata/status/" + systemId,
                "consumer_key", key.consumerKey(),
                "token_key", key.tokenKey(),
                "token_secret", key.tokenSecret()));
    }
}
