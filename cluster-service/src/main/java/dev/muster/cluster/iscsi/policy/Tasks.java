package dev.muster.cluster.iscsi.policy;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TargetPdu.Residual;
import dev.muster.cluster.iscsi.codec.TargetPdu.ScsiResponse;
import dev.muster.cluster.iscsi.policy.Transfer.Source;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The commands of a session between their arrival and their status, and all else that waits to be sent.
final class Tasks {
    /// Hands out the numbers of the next PDU.
    interface Numbering {
        Numbers next(boolean takesStatSn);
    }

    private final Supplier<SessionParameters> parameters;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Integer, Reception> receptions = new HashMap<>();
    private int outstanding;
    private int lastTransferTag;

    Tasks(Supplier<SessionParameters> parameters) {
        this.parameters = parameters;
    }

    void reply(Function<Numbers, TargetPdu> pdu) {
        waiting.add(new Waiting.Reply(pdu));
    }

    void announce(Function<Numbers, TargetPdu> pdu) {
        waiting.add(new Waiting.Announcement(pdu));
    }

    void end(CloseReason reason) {
        waiting.add(new Waiting.Finish(reason));
    }

    int backlog() {
        return waiting.size();
    }

    /// Numbered commands without a status so far.
    int outstanding() {
        return outstanding;
    }

    void on(ScsiCommand command, LogicalUnit unit) throws MalformedPdu {
        int immediate = command.data().size();
        boolean allowed = parameters.get().immediateData()
                && command.write()
                && immediate <= parameters.get().firstBurst();
        if (immediate > 0 && !allowed) {
            throw new MalformedPdu(MalformedPdu.Reason.BAD_DATA_OUT, immediate + " bytes of immediate data");
        }
        outstanding += command.immediate() ? 0 : 1;
        switch (unit.execute(new Cdb(command.cdb()))) {
            case ScsiAnswer.Good(Bytes data) ->
                send(command, new Source.Memory(data), data.size(), expectedIn(command));
            case ScsiAnswer.ReadImage(long position, long length) ->
                send(command, new Source.Image(position), length, expectedIn(command));
            case ScsiAnswer.Receive(long length, ScsiAnswer.DataSink sink) -> receive(command, length, sink);
            case ScsiAnswer.CheckCondition(Sense sense) -> fail(command, sense, 0);
        }
    }

    private static long expectedIn(ScsiCommand command) {
        return command.read() ? command.expectedLength() : 0;
    }

    private static long expectedOut(ScsiCommand command) {
        return command.write() ? command.expectedLength() : 0;
    }

    private void send(ScsiCommand command, Source source, long length, long room) {
        long useful = Math.min(length, room);
        if (useful == 0) {
            long expected = command.read() || command.write() ? command.expectedLength() : 0;
            succeed(command, Residual.between(expected, length), 0);
            return;
        }
        Residual residual = Residual.between(room, length);
        Transfer transfer = new Transfer(command.taskTag(), command.lun(), source, useful, residual, parameters.get());
        waiting.add(new Waiting.Data(command, transfer));
    }

    private void receive(ScsiCommand command, long length, ScsiAnswer.DataSink sink) {
        Reception reception = new Reception(
                command, sink, length, expectedOut(command), parameters.get().maxBurst(), ++lastTransferTag);
        receptions.put(command.taskTag(), reception);
        goOn(reception);
    }

    /// Data for a task that is gone were on their way when it was aborted: nobody minds.
    void on(DataOut data) throws MalformedPdu {
        Reception reception = receptions.get(data.taskTag());
        if (reception != null) {
            reception.on(data);
            goOn(reception);
        }
    }

    private void goOn(Reception reception) {
        ScsiCommand command = reception.command();
        if (reception.mustAsk()) {
            waiting.add(new Waiting.Ask(command, reception));
        }
        if (!reception.isComplete()) {
            return;
        }
        receptions.remove(command.taskTag());
        reception
                .finish()
                .ifPresentOrElse(
                        sense -> fail(command, sense, reception.expDataSn()),
                        () -> succeed(command, reception.residual(), reception.expDataSn()));
    }

    private void succeed(ScsiCommand command, Residual residual, int expDataSn) {
        conclude(command, ScsiAnswer.GOOD, residual, expDataSn, Bytes.EMPTY);
    }

    private void fail(ScsiCommand command, Sense sense, int expDataSn) {
        boolean moves = command.read() || command.write();
        Residual residual = Residual.between(moves ? command.expectedLength() : 0, 0);
        conclude(command, ScsiAnswer.CHECK_CONDITION, residual, expDataSn, sense.fixed());
    }

    private void conclude(ScsiCommand command, int status, Residual residual, int expDataSn, Bytes sense) {
        waiting.add(new Waiting.Status(
                command,
                numbers -> new ScsiResponse(command.taskTag(), 0, status, residual, numbers, expDataSn, sense)));
    }

    /// Ends commands without a status.
    ///
    /// @return whether there were any
    boolean abort(Predicate<ScsiCommand> which) {
        Set<ScsiCommand> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        receptions.values().stream().map(Reception::command).filter(which).forEach(gone::add);
        for (Waiting item : waiting) {
            if (item instanceof Waiting.OfTask task && which.test(task.command())) {
                gone.add(task.command());
            }
        }
        receptions.values().removeIf(reception -> gone.contains(reception.command()));
        waiting.removeIf(item -> item instanceof Waiting.OfTask task && gone.contains(task.command()));
        gone.forEach(this::done);
        return !gone.isEmpty();
    }

    Optional<Output> next(Numbering numbering) {
        Waiting item = waiting.poll();
        if (item == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (item) {
                    case Waiting.Reply(var pdu) -> new Output.Send(pdu.apply(numbering.next(true)));
                    case Waiting.Announcement(var pdu) -> new Output.Send(pdu.apply(numbering.next(false)));
                    case Waiting.Finish(CloseReason reason) -> new Output.End(reason);
                    case Waiting.Ask(var command, Reception reception) ->
                        new Output.Send(reception.ask(numbering.next(false)));
                    case Waiting.Status(ScsiCommand command, var pdu) -> {
                        done(command);
                        yield new Output.Send(pdu.apply(numbering.next(true)));
                    }
                    case Waiting.Data data -> part(data, numbering);
                });
    }

    private Output part(Waiting.Data data, Numbering numbering) {
        boolean last = data.transfer().isLastNext();
        if (last) {
            done(data.command());
        } else {
            waiting.addFirst(data);
        }
        return data.transfer().next(numbering.next(last));
    }

    private void done(ScsiCommand command) {
        outstanding -= command.immediate() ? 0 : 1;
    }
}
