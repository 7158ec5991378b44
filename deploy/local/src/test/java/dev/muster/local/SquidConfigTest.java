package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.local.LocalStackConfig.ProxyListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SquidConfigTest {
    private static final List<Network> OWN = List.of(Network.of("10.0.0.1/24"), Network.of("9.9.9.1/32"));

    @Test
    void proxyServesTheSubnetsOfItsListenersOnly() throws Exception {
        assertThat(config("public").lines())
                .contains("http_port 10.0.0.1:8000", "http_port 10.1.0.1:8000")
                .contains("acl machines src 10.0.0.0/24", "acl machines src 10.1.0.0/16")
                .contains("cache_dir ufs /data/squid/cache 4096 16 256")
                .containsSubsequence("http_access deny !machines", "http_access allow all");
    }

    @Test
    void nothingButPublicAddressesCanBeAskedUnlessNamed() throws Exception {
        assertThat(rules("http_access ", config("public")))
                .containsExactly(
                        "deny manager",
                        "deny !machines",
                        "deny !web",
                        "deny CONNECT !tls",
                        "deny !CONNECT !http",
                        "deny never",
                        "deny CONNECT",
                        "deny own",
                        "deny private",
                        "deny !resolved",
                        "allow all");
        assertThat(rules("http_reply_access ", config("public")))
                .containsExactly("deny never", "deny own", "deny private", "allow all");
        assertThat(rules("acl never dst ", config("public")))
                .contains("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "0:0:0:0:0:0:0:0/96", "fe80:0:0:0:0:0:0:0/10")
                .contains("64:ff9b:0:0:0:0:7f00:0/104");
        assertThat(rules("acl private dst ", config("public")))
                .contains("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00:0:0:0:0:0:0:0/7");
        assertThat(rules("acl own dst ", config("public"))).contains("10.0.0.0/24", "9.9.9.1/32", "10.1.0.0/16");
    }

    @Test
    void archivesAreAllowedAsTheyAreNamedAndNoFurther() throws Exception {
        String config = config("mirror.example.org", ".debian.org", "10.5.0.0/16", "fd00::5");
        assertThat(rules("acl archive-hosts ", config))
                .containsExactly("dstdomain -n mirror.example.org", "dstdomain -n .debian.org");
        assertThat(rules("acl archive-addresses ", config))
                .containsExactly("dst -n 10.5.0.0/16", "dst -n fd00:0:0:0:0:0:0:5/128");
        assertThat(rules("http_access ", config))
                .containsSubsequence(
                        "deny never",
                        "allow archive-addresses",
                        "allow archive-hosts",
                        "deny CONNECT",
                        "deny own",
                        "deny all");
        assertThat(rules("http_reply_access ", config))
                .containsSubsequence("deny never", "allow archive-addresses", "allow archive-hosts", "deny own");
    }

    /// Squid would leave out the larger one that comes after it.
    @Test
    void networksWithinOthersAreLeftOut() throws Exception {
        assertThat(rules("acl archive-addresses ", config("10.5.1.0/24", "10.5.0.0/16", "10.5.0.0/16", "10.5.2.1")))
                .containsExactly("dst -n 10.5.0.0/16");
        assertThat(rules("acl own dst ", config("public")))
                .contains("10.0.0.0/24")
                .doesNotHaveDuplicates();
    }

    private static String config(String... archives) throws Exception {
        var listeners =
                List.of(new ProxyListener("10.0.0.1", "10.0.0.0/24"), new ProxyListener("10.1.0.1", "10.1.0.0/16"));
        String text = new SquidConfig(Path.of("/data/squid"), listeners, Archives.of(List.of(archives)), OWN).text();
        assertThat(text).doesNotContain("@");
        return text;
    }

    private static List<String> rules(String kind, String config) {
        return config.lines()
                .filter(line -> line.startsWith(kind))
                .map(line -> line.substring(kind.length()))
                .toList();
    }
}
