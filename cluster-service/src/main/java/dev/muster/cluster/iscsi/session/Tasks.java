package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TargetPdu.Residual;
import dev.muster.cluster.iscsi.codec.TargetPdu.ScsiResponse;
import dev.muster.cluster.iscsi.scsi.CommandResponse;
import dev.muster.cluster.iscsi.scsi.Sense;
import dev.muster.cluster.iscsi.scsi.TargetUnits;
import dev.muster.cluster.iscsi.session.DataInTransfer.Source;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The commands of a session between their arrival and their status, and all other steps that are pending.
final class Tasks {
    /// Hands out the numbers of the next PDU.
    interface Numbering {
        Numbers next(boolean takesStatSn);
    }

    private final Supplier<SessionParameters> parameters;
    private final Deque<PendingStep> pending = new ArrayDeque<>();
    private final Map<Integer, DataOutTransfer> dataOut = new HashMap<>();
    private final Set<BlockingWork> running = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int limit;
    private int outstanding;
    private int underWay;
    private int lastTransferTag;
    private long bytesIn;

    /// @param limit commands under way, immediate ones included; a window holds back only those with a number
    Tasks(Supplier<SessionParameters> parameters, int limit) {
        this.limit = limit;
        this.parameters = parameters;
    }

    void respond(Function<Numbers, TargetPdu> pdu) {
        pending.add(new PendingStep.Response(pdu));
    }

    void ping(Function<Numbers, TargetPdu> pdu) {
        pending.add(new PendingStep.Ping(pdu));
    }

    void close(CloseReason reason) {
        pending.add(new PendingStep.Close(reason));
    }

    int backlog() {
        return pending.size();
    }

    /// Bytes of data that the initiator has sent.
    long bytesIn() {
        return bytesIn;
    }

    /// Numbered commands without a status so far.
    int outstanding() {
        return outstanding;
    }

    void on(ScsiCommand command, TargetUnits units) throws MalformedPdu {
        int immediate = command.data().size();
        boolean allowed = parameters.get().immediateData()
                && command.write()
                && immediate <= parameters.get().firstBurst();
        if (immediate > 0 && !allowed) {
            throw new MalformedPdu(MalformedPdu.Reason.BAD_DATA_OUT, immediate + " bytes of immediate data");
        }
        boolean moreComes = command.write() && !command.last();
        if (moreComes && parameters.get().initialR2t()) {
            throw new MalformedPdu(MalformedPdu.Reason.BAD_DATA_OUT, "unsolicited data announced, InitialR2T=Yes");
        }
        if (dataOut.containsKey(command.taskTag())) {
            throw new MalformedPdu(MalformedPdu.Reason.OUT_OF_STATE, "task tag in use: " + command.taskTag());
        }
        outstanding += command.immediate() ? 0 : 1;
        underWay++;
        if (underWay > limit) {
            conclude(command, CommandResponse.TASK_SET_FULL, Residual.NONE, 0, Bytes.EMPTY);
            return;
        }
        bytesIn += immediate;
        CommandResponse response = units.execute(command.lun(), command.cdb());
        act(command, moreComes ? DiscardedDataOut.before(response) : response);
    }

    private void act(ScsiCommand command, CommandResponse response) {
        switch (response) {
            case CommandResponse.Good(Bytes data) ->
                send(command, new Source.Memory(data), data.size(), expectedIn(command));
            case CommandResponse.ReadImage(long position, long length) ->
                send(command, new Source.Image(position), length, expectedIn(command));
            case CommandResponse.Receive(long length, CommandResponse.DataSink sink) -> receive(command, length, sink);
            case CommandResponse.Run(CommandResponse.Work work) ->
                start(command, work, outcome -> conclude(command, outcome, Residual.NONE, 0));
            case CommandResponse.CheckCondition(Sense sense) -> fail(command, sense, 0);
        }
    }

    private static long expectedIn(ScsiCommand command) {
        return command.read() ? command.expectedLength() : 0;
    }

    private void send(ScsiCommand command, Source source, long length, long room) {
        long useful = Math.min(length, room);
        if (useful == 0) {
            long expected = command.read() || command.write() ? command.expectedLength() : 0;
            succeed(command, Residual.between(expected, length), 0);
            return;
        }
        Residual residual = Residual.between(room, length);
        DataInTransfer transfer =
                new DataInTransfer(command.taskTag(), command.lun(), source, useful, residual, parameters.get());
        pending.add(new PendingStep.Data(command, transfer));
    }

    private void receive(ScsiCommand command, long length, CommandResponse.DataSink offered) {
        boolean exact = (command.write() ? command.expectedLength() : 0) == length;
        boolean useless = !exact && !offered.takesParts();
        CommandResponse.DataSink sink = useless ? DiscardedDataOut.then(Optional.of(Sense.INVALID_FIELD)) : offered;
        // the tag that marks unsolicited data is none of ours
        lastTransferTag = lastTransferTag == Integer.MAX_VALUE ? 1 : lastTransferTag + 1;
        DataOutTransfer transfer = new DataOutTransfer(
                command, sink, new DataOutTransfer.Bounds(useless ? 0 : length, parameters.get()), lastTransferTag);
        dataOut.put(command.taskTag(), transfer);
        advance(transfer);
    }

    /// Data for a task that is gone were on their way when it was aborted, and are ignored. Data out of sequence end
    /// their task and not the session (RFC 7143 7.8, 11.4.7.2).
    void on(DataOut data) {
        DataOutTransfer transfer = dataOut.get(data.taskTag());
        if (transfer == null) {
            return;
        }
        bytesIn += data.data().size();
        if (transfer.accepts(data)) {
            advance(transfer);
        } else {
            terminate(transfer, Sense.INCORRECT_AMOUNT_OF_DATA);
        }
    }

    /// A part of its data came with a wrong digest.
    void digestError(int taskTag) {
        DataOutTransfer transfer = dataOut.get(taskTag);
        if (transfer != null) {
            terminate(transfer, Sense.CRC_ERROR);
        }
    }

    private void terminate(DataOutTransfer transfer, Sense sense) {
        dataOut.remove(transfer.command().taskTag());
        pending.removeIf(step -> step instanceof PendingStep.R2t r2t && r2t.transfer() == transfer);
        fail(transfer.command(), sense, transfer.expDataSn());
    }

    private void advance(DataOutTransfer transfer) {
        ScsiCommand command = transfer.command();
        if (transfer.needsR2t()) {
            pending.add(new PendingStep.R2t(command, transfer));
        }
        if (!transfer.isComplete()) {
            return;
        }
        dataOut.remove(command.taskTag());
        if (transfer.sink().finishWaits()) {
            start(command, transfer.sink()::finish, outcome -> conclude(transfer, outcome));
        } else {
            conclude(transfer, transfer.sink().finish());
        }
    }

    private void start(ScsiCommand command, CommandResponse.Work work, Consumer<Optional<Sense>> conclude) {
        pending.add(new PendingStep.Run(command, new BlockingWork(command, work, conclude)));
    }

    /// Nothing happens if the task was aborted meanwhile.
    void finished(BlockingWork work) {
        if (running.remove(work)) {
            work.conclude();
        }
    }

    private void conclude(DataOutTransfer transfer, Optional<Sense> outcome) {
        conclude(transfer.command(), outcome, transfer.residual(), transfer.expDataSn());
    }

    private void conclude(ScsiCommand command, Optional<Sense> outcome, Residual residual, int expDataSn) {
        outcome.ifPresentOrElse(sense -> fail(command, sense, expDataSn), () -> succeed(command, residual, expDataSn));
    }

    private void succeed(ScsiCommand command, Residual residual, int expDataSn) {
        conclude(command, CommandResponse.GOOD, residual, expDataSn, Bytes.EMPTY);
    }

    private void fail(ScsiCommand command, Sense sense, int expDataSn) {
        boolean moves = command.read() || command.write();
        Residual residual = Residual.between(moves ? command.expectedLength() : 0, 0);
        conclude(command, sense.status(), residual, expDataSn, sense.data());
    }

    private void conclude(ScsiCommand command, int status, Residual residual, int expDataSn, Bytes sense) {
        pending.add(new PendingStep.Status(
                command,
                numbers -> new ScsiResponse(command.taskTag(), 0, status, residual, numbers, expDataSn, sense)));
    }

    /// Ends commands without a status.
    ///
    /// @return whether there were any
    boolean abort(Predicate<ScsiCommand> which) {
        Set<ScsiCommand> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        dataOut.values().stream().map(DataOutTransfer::command).filter(which).forEach(gone::add);
        running.stream().map(BlockingWork::command).filter(which).forEach(gone::add);
        for (PendingStep step : pending) {
            if (step instanceof PendingStep.OfTask task && which.test(task.command())) {
                gone.add(task.command());
            }
        }
        dataOut.values().removeIf(transfer -> gone.contains(transfer.command()));
        running.removeIf(work -> gone.contains(work.command()));
        pending.removeIf(step -> step instanceof PendingStep.OfTask task && gone.contains(task.command()));
        gone.forEach(this::done);
        return !gone.isEmpty();
    }

    Optional<SessionStep> next(Numbering numbering) {
        PendingStep step = pending.poll();
        if (step == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (step) {
                    case PendingStep.Response(var pdu) -> new SessionStep.Send(pdu.apply(numbering.next(true)));
                    case PendingStep.Ping(var pdu) -> new SessionStep.Send(pdu.apply(numbering.next(false)));
                    case PendingStep.Close(CloseReason reason) -> new SessionStep.Close(reason);
                    case PendingStep.R2t(var command, DataOutTransfer transfer) ->
                        new SessionStep.Send(transfer.r2t(numbering.next(false)));
                    case PendingStep.Run(var command, BlockingWork work) -> {
                        running.add(work);
                        yield new SessionStep.Run(work);
                    }
                    case PendingStep.Status(ScsiCommand command, var pdu) -> {
                        done(command);
                        yield new SessionStep.Send(pdu.apply(numbering.next(true)));
                    }
                    case PendingStep.Data data -> part(data, numbering);
                });
    }

    private SessionStep part(PendingStep.Data data, Numbering numbering) {
        boolean last = data.transfer().isLastNext();
        if (last) {
            done(data.command());
        } else {
            pending.addFirst(data);
        }
        return data.transfer().next(numbering.next(last));
    }

    private void done(ScsiCommand command) {
        outstanding -= command.immediate() ? 0 : 1;
        underWay--;
    }
}
