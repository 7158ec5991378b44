package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.local.LocalStackConfig.ProxyListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SquidProxyTest {
    @Test
    void proxyServesTheSubnetsOfItsListenersOnly() throws Exception {
        String config = SquidProxy.render(
                Path.of("/data/squid"),
                List.of(new ProxyListener("10.0.0.1", "10.0.0.0/24"), new ProxyListener("10.1.0.1", "10.1.0.0/16")));

        assertThat(config.lines())
                .contains("http_port 10.0.0.1:8000", "http_port 10.1.0.1:8000")
                .contains("acl machines src 10.0.0.0/24", "acl machines src 10.1.0.0/16")
                .contains("cache_dir ufs /data/squid/cache 4096 16 256")
                .containsSubsequence("http_access allow machines", "http_access deny all");
        assertThat(config).doesNotContain("@");
    }
}
