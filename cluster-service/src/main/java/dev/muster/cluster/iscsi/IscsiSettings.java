package dev.muster.cluster.iscsi;

import dev.muster.cluster.disk.Room;
import dev.muster.cluster.iscsi.IscsiOverlays.Mode;
import dev.muster.cluster.iscsi.session.ChapSecrets;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What an operator sets for the iSCSI target.
@ConfigMapping(prefix = "muster.cluster.iscsi")
public interface IscsiSettings {

    /// `off`: root disks are write-protected. `session`: a machine may write, and finds the image as it was when it
    /// logs in again. `node`: what a machine writes is kept in the cluster's data folder, under its MAC, as long as
    /// the image stays the same; who is at an address that the cluster cannot attest cannot log in.
    @WithDefault("off")
    Mode writes();

    /// File of the CHAP names and secrets, readable by its owner only: lines `initiator NAME SECRET` and one `target
    /// NAME SECRET`. Those whose initiator name is in it have to prove who they are.
    Optional<Path> chapFile();

    /// Whether all others have to as well. Machines that boot then get a secret with their kernel line, new for each
    /// boot, that is good for them alone; those that run from iSCSI when this is set lose their disk at their next
    /// login.
    @WithDefault("false")
    boolean chapRequired();

    /// Whether a machine may reserve a unit, and so shut out the others that share it: PERSISTENT RESERVE OUT, RESERVE.
    /// Kept in memory.
    @WithDefault("false")
    boolean reservations();

    /// Sessions in total; a login beyond it is refused with 0302, a connection beyond twice as many is closed.
    @WithDefault("4096")
    int sessions();

    /// The same for one address.
    @WithDefault("256")
    int sessionsPerClient();

    /// From the connection to the end of the login; then it is closed.
    @WithDefault("PT15S")
    Duration loginTimeout();

    /// Silence after which a machine is asked for a sign; after three times that its session ends.
    @WithDefault("PT30S")
    Duration keepAlive();

    /// Bytes of data taken in one PDU; a longer one ends its connection.
    @WithDefault("262144")
    int maxDataSegment();

    /// Commands of a session under way; those beyond are not taken, immediate ones beyond twice as many hear TASK SET
    /// FULL.
    @WithDefault("128")
    int commands();

    /// Bytes that one machine or session may write over an image; beyond it writes fail as on a full thin disk.
    @WithDefault("8589934592")
    long overlayBytes();

    /// How long what a machine has written is kept after its last session; 0 for ever.
    @WithDefault("P30D")
    Duration overlayAge();

    /// @param folder of what machines write
    /// @param disk its room
    /// @throws IOException naming the file of the secrets
    static IscsiConfig target(IscsiSettings iscsi, IscsiPort port, Path folder, Room disk) throws IOException {
        var overlays = new IscsiOverlays(iscsi.writes(), folder, iscsi.overlayBytes(), disk, iscsi.overlayAge());
        var limits = new IscsiLimits(
                iscsi.sessions(),
                iscsi.sessionsPerClient(),
                iscsi.loginTimeout(),
                iscsi.keepAlive(),
                iscsi.maxDataSegment(),
                iscsi.commands());
        return IscsiConfig.at(new InetSocketAddress(port.iscsi()))
                .with(limits)
                .with(overlays)
                .with(chap(iscsi))
                .withReservations(iscsi.reservations());
    }

    /// The secrets that the settings ask for.
    ///
    /// @throws IOException naming the file
    static ChapSecrets chap(IscsiSettings settings) throws IOException {
        ChapSecrets secrets = settings.chapFile().isPresent()
                ? ChapSecrets.read(settings.chapFile().get())
                : ChapSecrets.none();
        return settings.chapRequired() ? secrets.demandedOfAll() : secrets;
    }
}
