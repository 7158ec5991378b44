package dev.muster.cluster.tftp.server;

import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.Resolution;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.NotFound;
import dev.muster.cluster.tftp.Resolution.Silent;
import dev.muster.cluster.tftp.Resolution.TryAgain;
import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpEvents.Refusal;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.TftpRoutes;
import dev.muster.cluster.tftp.codec.TftpError;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.policy.Netascii;
import dev.muster.cluster.tftp.server.Admission.Place;
import io.netty.channel.Channel;
import java.util.concurrent.Callable;

/// One admitted request, from its path to the start of its transfer or its refusal.
final class Answering {
    private final Channel channel;
    private final TftpRequest request;
    private final ReadRequest read;
    private final Place place;
    private final TransferStarter starter;
    private final TftpEvents events;
    private final long since = System.nanoTime();

    Answering(
            Channel channel,
            TftpRequest request,
            ReadRequest read,
            Place place,
            TransferStarter starter,
            TftpEvents events) {
        this.channel = channel;
        this.request = request;
        this.read = read;
        this.place = place;
        this.starter = starter;
        this.events = events;
    }

    void begin(TftpRoutes routes) {
        settle(() -> routes.resolve(request));
    }

    private void settle(Callable<Resolution> work) {
        try {
            answer(work.call());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            fail(interrupted);
        } catch (Exception broken) {
            fail(broken);
        }
    }

    private void fail(Exception cause) {
        place.leave();
        events.failed(request, cause);
    }

    private void answer(Resolution resolution) {
        switch (resolution) {
            case Found(var content) -> send(content);
            case NotFound(var reason) -> {
                refuse(TftpError.FILE_NOT_FOUND, "file not found", Refusal.NOT_FOUND);
                events.absent(request, reason);
            }
            case TryAgain(var reason) -> refuse(TftpError.UNDEFINED, reason, Refusal.TRY_AGAIN);
            case Silent(var reason) -> {
                // left before anybody hears of it: a repetition that comes at once is a new question
                place.leave();
                events.silent(request, reason);
            }
            case Later(var work) -> elsewhere(work);
        }
    }

    private void send(Content content) {
        switch (read.mode()) {
            case OCTET -> starter.start(request, read, content, place, since);
            case NETASCII -> sendAsText(content);
        }
    }

    private void sendAsText(Content content) {
        if (content.size() > Netascii.LARGEST) {
            refuse(TftpError.UNDEFINED, "too large for netascii, use octet", Refusal.TOO_LARGE_FOR_NETASCII);
            return;
        }
        var file = content.slice(0, (int) content.size());
        starter.start(request, read, Content.of(Netascii.encode(file)), place, since);
    }

    private void refuse(TftpError error, String message, Refusal reason) {
        place.leave();
        Replies.error(channel, request.client(), error, message);
        events.refused(request.client(), request.path(), reason);
    }

    private void elsewhere(Callable<Resolution> work) {
        Thread.ofVirtual().name("tftp").start(() -> settle(work));
    }
}
