package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.Silent;
import dev.muster.cluster.tftp.Resolution.TryAgain;
import dev.muster.cluster.tftp.TftpRoute;
import dev.muster.cluster.tftp.TftpRoutes;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Routes that take their time, say nothing, or break.
class TftpAnswersTest extends TftpServerFixture {
    @Test
    void repeatedRequestDoesNotStartASecondTransfer() throws Exception {
        var release = new CountDownLatch(1);
        var asked = new AtomicInteger();
        start(later(() -> {
            asked.incrementAndGet();
            release.await(20, TimeUnit.SECONDS);
            return new Found(Content.of("config"));
        }));
        client.request("pxelinux.cfg/default", Map.of());
        client.request("pxelinux.cfg/default", Map.of());
        client.request("pxelinux.cfg/default", Map.of());
        events.await("dropped REPEATED_REQUEST");
        events.await("dropped REPEATED_REQUEST");
        release.countDown();
        assertThat(client.receive()).isEqualTo(new Data(1, ByteBuffer.wrap("config".getBytes(StandardCharsets.UTF_8))));
        client.request("pxelinux.cfg/default", Map.of());
        events.await("dropped REPEATED_REQUEST");
        client.reply(new Ack(1));
        events.await("finished pxelinux.cfg/default 6 COMPLETED");
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'|RRQ|f|mail|', UNKNOWN_MODE",
        "'|WRQ|f|mail|', UNKNOWN_MODE",
        "'|RRQ||octet|', EMPTY_FILE_NAME",
        "'|RRQ|f|octet', UNTERMINATED_TEXT",
        "'|RRQ|file', UNTERMINATED_TEXT"
    })
    void aRequestThatIsNoneIsRefusedAtOnce(String spelled, String reason) throws Exception {
        start(later(() -> new Found(Content.of("config"))));
        String octets =
                spelled.replace("|RRQ|", "\0\1").replace("|WRQ|", "\0\2").replace('|', '\0');
        client.send(server.address(), octets.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(client.receive()).isInstanceOfSatisfying(ErrorPacket.class, error -> assertThat(error.code())
                .isEqualTo(4));
        events.await("malformed " + reason);
    }

    /// Two that answer each other's errors would never end.
    @Test
    void whatIsNoRequestIsNotAnswered() throws Exception {
        start(later(() -> new Found(Content.of("config"))));
        for (String octets : List.of("\0\6blksize", "\0\7\0\0", "\0\5\0\4no")) {
            client.send(server.address(), octets.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(client.receiveWithin(100)).isEmpty();
    }

    @Test
    void slowRouteHoldsUpNobody() throws Exception {
        byte[] file = write("f", 10);
        var release = new CountDownLatch(1);
        TftpRoute slow = request -> request.path().equals("slow")
                ? Optional.of(new Later(() -> {
                    release.await(20, TimeUnit.SECONDS);
                    return new Silent("slow");
                }))
                : Optional.empty();
        start(TftpRoutes.of(slow, files().inOrder().getFirst()), config());
        for (int i = 0; i < 20; i++) {
            try (var waiting = new TestClient(server.address())) {
                waiting.request("slow", Map.of());
            }
        }
        assertThat(client.fetch("f", Map.of())).isEqualTo(file);
        release.countDown();
    }

    @Test
    void silentRouteLeavesTheClientToRepeat() throws Exception {
        var answers = new AtomicInteger();
        start(later(
                () -> answers.getAndIncrement() == 0 ? new Silent("region away") : new Found(Content.of("config"))));
        client.request("x", Map.of());
        events.await("silent x region away");
        assertThat(client.fetch("x", Map.of())).isEqualTo("config".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void brokenRouteIsSilentAndToldAbout() throws Exception {
        start(later(() -> {
            throw new IOException("disk broken");
        }));
        client.request("x", Map.of());
        events.await("failed x disk broken");
        assertThat(client.receiveWithin(100)).isEmpty();
        assertThat(server.running()).isZero();
    }

    @Test
    void tryAgainIsErrorZero() throws Exception {
        start(later(() -> new TryAgain("busy, try again")));
        client.request("x", Map.of());
        assertThat(client.receive()).isEqualTo(new ErrorPacket(0, "busy, try again"));
    }
}
