import dev.muster.client.ApiClient;
import dev.muster.client.ApiException;
import dev.muster.client.api.NodeApi;
import dev.muster.client.api.NodesApi;
import dev.muster.client.model.Node;
import dev.muster.client.model.NodeStartRequest;
import dev.muster.client.model.NodesAcquireRequest;
import java.util.List;
import java.util.UUID;

/// Lists nodes, takes one and starts it, with a client that a generator made of the region's OpenAPI.
public final class ListAndStart {
    private ListAndStart() {}

    /// @param arguments a node that is ready, and the zone in which it is alone
    public static void main(String[] arguments) throws Exception {
        String node = arguments[0];
        var client = new ApiClient();
        client.updateBaseUri(System.getenv("MUSTER_URL"));
        client.setRequestInterceptor(
                request -> request.setHeader("Authorization", oauth(System.getenv("MUSTER_KEY"))));
        var nodes = new NodesApi(client);
        var one = new NodeApi(client);

        List<Node> listed = nodes.nodesList(List.of(node), null, null, null, null, 10L, null);
        System.out.println("listed " + listed.size() + ": " + told(listed.getFirst()));
        System.out.println("read: " + told(one.nodeRead(node)));
        Node taken = nodes.nodesAcquire(new NodesAcquireRequest().zone(arguments[1]).agentName("generated"));
        System.out.println("acquired: " + told(taken) + " of " + taken.getOwner());
        Node started = one.nodeStart(node, new NodeStartRequest().distroSeries("trixie"));
        System.out.println("started: " + told(started));
        try {
            one.nodeRead("no-such");
        } catch (ApiException e) {
            System.out.println("refused: " + e.getCode() + " " + e.getResponseBody());
        }
    }

    private static String told(Node node) {
        return node.getSubstatusName() + ", " + node.getMacaddressSet().size() + " cards, in " + node.getZone().getName();
    }

    private static String oauth(String key) {
        String[] parts = key.split(":");
        return "OAuth oauth_version=\"1.0\", oauth_signature_method=\"PLAINTEXT\", oauth_consumer_key=\"" + parts[0]
                + "\", oauth_token=\"" + parts[1] + "\", oauth_signature=\"%26" + parts[2] + "\", oauth_timestamp=\""
                + System.currentTimeMillis() / 1000 + "\", oauth_nonce=\"" + UUID.randomUUID() + "\"";
    }
}
