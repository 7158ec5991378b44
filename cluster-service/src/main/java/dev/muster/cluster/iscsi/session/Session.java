package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.Digests;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.Damaged;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LogoutRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.NopOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.Numbered;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.SnackRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TaskManagementRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TextRequest;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.AsyncMessage;
import dev.muster.cluster.iscsi.codec.TargetPdu.LogoutResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.NopIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TargetPdu.Reject;
import dev.muster.cluster.iscsi.codec.TargetPdu.TaskManagementResponse;
import dev.muster.cluster.iscsi.scsi.TargetUnits;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A session after its login, with one connection and error recovery level 0: PDUs in by [#on], PDUs out by [#next].
///
/// Answers are pulled and not pushed, so that a peer that does not read holds back its own data and nothing else;
/// they get their numbers when they are pulled.
public final class Session {
    private static final int LOGOUT_WANTED = 1;
    private static final int PING_TAG = 1;
    private static final int DATA_DIGEST_ERROR = 0x02;
    private static final int COMMAND_NOT_SUPPORTED = 0x05;
    private static final int CONNECTION_NOT_FOUND = 1;
    private static final int RECOVERY_NOT_SUPPORTED = 2;

    private final CommandWindow window;
    private final TextExchange texts;
    private final Tasks tasks;
    private final TaskManagement management;
    private final @Nullable TargetUnits units;
    private int statSn;

    /// @param units what the session may reach; null in a discovery session
    /// @param targets names to tell an initiator that asks
    /// @param address of this end of the connection as `ip:port,group`
    public Session(
            LoginStep.Complete login, @Nullable TargetUnits units, Supplier<List<String>> targets, String address) {
        this.statSn = login.counters().statSn();
        this.window =
                new CommandWindow(login.counters().cmdSn(), login.counters().window());
        this.texts = new TextExchange(login.parameters(), targets, address);
        this.units = units;
        this.tasks = new Tasks(texts::parameters, 2 * login.counters().window());
        this.management = new TaskManagement(tasks, window);
    }

    public void on(InitiatorPdu pdu) throws MalformedPdu {
        switch (pdu) {
            case Numbered command -> {
                for (Numbered ready : window.on(command)) {
                    execute(ready);
                }
            }
            case DataOut data -> tasks.on(data);
            case Damaged damaged -> reject(damaged);
            case SnackRequest snack ->
                tasks.respond(numbers -> new Reject(COMMAND_NOT_SUPPORTED, numbers, snack.header()));
        }
    }

    /// Without recovery the number of a lost command stays a gap: the session has to start anew (RFC 7143 7.8).
    private void reject(Damaged damaged) {
        tasks.respond(numbers -> new Reject(DATA_DIGEST_ERROR, numbers, damaged.header()));
        if (damaged.dataOut()) {
            tasks.digestError(damaged.taskTag());
        } else {
            tasks.close(CloseReason.MALFORMED);
        }
    }

    private void execute(Numbered command) throws MalformedPdu {
        switch (command) {
            case ScsiCommand scsi -> scsi(scsi);
            case NopOut nop -> pong(nop);
            case TaskManagementRequest request -> manage(request);
            case TextRequest request -> text(request);
            case LogoutRequest logout -> logout(logout);
            case LoginRequest login ->
                throw new MalformedPdu(
                        MalformedPdu.Reason.OUT_OF_STATE, "login in a session, CID " + login.connectionId());
        }
    }

    private void scsi(ScsiCommand command) throws MalformedPdu {
        if (units == null) {
            throw new MalformedPdu(MalformedPdu.Reason.OUT_OF_STATE, "SCSI command in a discovery session");
        }
        tasks.on(command, units);
    }

    private void manage(TaskManagementRequest request) {
        boolean unitExists = units != null && units.exists(request.lun());
        int response = management.on(request, unitExists);
        if (units != null && TaskManagement.resets(request, unitExists)) {
            units.reset();
        }
        tasks.respond(numbers -> new TaskManagementResponse(request.taskTag(), response, numbers));
    }

    /// A ping wants its data back; an answer to ours wants nothing.
    private void pong(NopOut nop) {
        if (nop.taskTag() != InitiatorPdu.RESERVED_TAG) {
            Bytes data = nop.data().first(texts.parameters().maxSegment());
            tasks.respond(numbers -> new NopIn(nop.lun(), nop.taskTag(), InitiatorPdu.RESERVED_TAG, numbers, data));
        }
    }

    private void text(TextRequest request) throws MalformedPdu {
        tasks.respond(texts.on(request));
    }

    private void logout(LogoutRequest logout) {
        boolean ours = logout.connectionId() == texts.parameters().connectionId();
        int response =
                switch (logout.reason()) {
                    case 0 -> 0;
                    case 1 -> ours ? 0 : CONNECTION_NOT_FOUND;
                    default -> RECOVERY_NOT_SUPPORTED;
                };
        tasks.respond(numbers -> new LogoutResponse(logout.taskTag(), response, numbers, 2, 0));
        if (response == 0) {
            tasks.close(CloseReason.LOGOUT);
        }
    }

    /// Asks whether the peer is still there (RFC 7143 11.19); any PDU from it is an answer.
    public void ping() {
        tasks.ping(numbers -> new NopIn(0, InitiatorPdu.RESERVED_TAG, PING_TAG, numbers, Bytes.EMPTY));
    }

    public Digests digests() {
        return texts.parameters().digests();
    }

    /// Requests a logout: the connection closes after that many seconds (RFC 7143 11.9.1, event 1).
    public void requestLogout(int seconds) {
        tasks.respond(numbers -> new AsyncMessage(0, numbers, LOGOUT_WANTED, 0, 0, 0, seconds));
    }

    /// The work of [SessionStep.Run] is done; what follows from it can be pulled now.
    public void finished(BlockingWork work) {
        tasks.finished(work);
    }

    /// Bytes that came for the disk.
    public long bytesWritten() {
        return tasks.bytesIn();
    }

    /// How many answers wait to be pulled.
    public int backlog() {
        return tasks.backlog();
    }

    public Optional<SessionStep> next() {
        return tasks.next(this::numbers);
    }

    private Numbers numbers(boolean takesStatSn) {
        Numbers numbers = new Numbers(statSn, window.expected(), window.max(tasks.outstanding()));
        statSn += takesStatSn ? 1 : 0;
        return numbers;
    }
}
