package dev.muster.model.cluster;

/// HTTP headers of calls from a cluster to the region. The cluster strips them from everything that a node
/// sends; the region believes the attesting ones only beside valid cluster credentials.
public final class ClusterHeaders {
    /// The cluster's credentials: `<uuid>:<token>`.
    public static final String CLUSTER = "X-Muster-Cluster";

    /// MAC of the machine that asks, from the cluster's lease table.
    public static final String NODE_MAC = "X-Muster-Node-Mac";

    /// MAC that the kernel of the cluster sees at the machine's address, where the two are on one link.
    public static final String NEIGHBOUR_MAC = "X-Muster-Neighbour-Mac";

    /// Address of the machine that asks.
    public static final String NODE_ADDRESS = "X-Muster-Node-Address";

    /// How the machine reaches the API through its cluster: `http://10.0.0.1:5248/MAAS`.
    public static final String BASE_URL = "X-Muster-Base-Url";

    private ClusterHeaders() {}
}
