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
import dev.muster.cluster.iscsi.session.Transfer.Source;
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

/// The commands of a session between their arrival and their status, and all else that waits to be sent.
final class Tasks {
    /// Hands out the numbers of the next PDU.
    interface Numbering {
        Numbers next(boolean takesStatSn);
    }

    private final Supplier<SessionParameters> parameters;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Integer, Reception> receptions = new HashMap<>();
    private final Set<Job> running = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int most;
    private int outstanding;
    private int underWay;
    private int lastTransferTag;
    private long bytesIn;

    /// @param most commands under way, immediate ones included; a window holds back only those with a number
    Tasks(Supplier<SessionParameters> parameters, int most) {
        this.most = most;
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

    /// Bytes of data that initiator has sent.
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
        if (receptions.containsKey(command.taskTag())) {
            throw new MalformedPdu(MalformedPdu.Reason.OUT_OF_STATE, "task tag in use: " + command.taskTag());
        }
        outstanding += command.immediate() ? 0 : 1;
        underWay++;
        if (underWay > most) {
            conclude(command, CommandResponse.TASK_SET_FULL, Residual.NONE, 0, Bytes.EMPTY);
            return;
        }
        bytesIn += immediate;
        CommandResponse answer = units.execute(command.lun(), command.cdb());
        act(command, moreComes ? Discard.whatComes(answer) : answer);
    }

    private void act(ScsiCommand command, CommandResponse answer) {
        switch (answer) {
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
        Transfer transfer = new Transfer(command.taskTag(), command.lun(), source, useful, residual, parameters.get());
        waiting.add(new Waiting.Data(command, transfer));
    }

    private void receive(ScsiCommand command, long length, CommandResponse.DataSink offered) {
        boolean exact = (command.write() ? command.expectedLength() : 0) == length;
        boolean useless = !exact && !offered.takesParts();
        CommandResponse.DataSink sink = useless ? new Discard(Optional.of(Sense.INVALID_FIELD)) : offered;
        // the tag that marks unsolicited data is none of ours
        lastTransferTag = lastTransferTag == Integer.MAX_VALUE ? 1 : lastTransferTag + 1;
        Reception reception = new Reception(
                command, sink, new Reception.Bounds(useless ? 0 : length, parameters.get()), lastTransferTag);
        receptions.put(command.taskTag(), reception);
        goOn(reception);
    }

    /// Data for a task that is gone were on their way when it was aborted: nobody minds. Data out of sequence end
    /// their task and not the session (RFC 7143 7.8, 11.4.7.2).
    void on(DataOut data) {
        Reception reception = receptions.get(data.taskTag());
        if (reception == null) {
            return;
        }
        bytesIn += data.data().size();
        if (reception.takes(data)) {
            goOn(reception);
        } else {
            giveUp(reception, Sense.INCORRECT_AMOUNT_OF_DATA);
        }
    }

    /// A part of its data was damaged on the way.
    void lost(int taskTag) {
        Reception reception = receptions.get(taskTag);
        if (reception != null) {
            giveUp(reception, Sense.CRC_ERROR);
        }
    }

    private void giveUp(Reception reception, Sense sense) {
        receptions.remove(reception.command().taskTag());
        waiting.removeIf(item -> item instanceof Waiting.Ask ask && ask.reception() == reception);
        fail(reception.command(), sense, reception.expDataSn());
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
        if (reception.sink().finishWaits()) {
            start(command, reception.sink()::finish, outcome -> conclude(reception, outcome));
        } else {
            conclude(reception, reception.sink().finish());
        }
    }

    private void start(ScsiCommand command, CommandResponse.Work work, Consumer<Optional<Sense>> conclude) {
        waiting.add(new Waiting.Start(command, new Job(command, work, conclude)));
    }

    /// Nothing happens if the task was aborted meanwhile.
    void finished(Job job) {
        if (running.remove(job)) {
            job.conclude();
        }
    }

    private void conclude(Reception reception, Optional<Sense> outcome) {
        conclude(reception.command(), outcome, reception.residual(), reception.expDataSn());
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
        running.stream().map(Job::command).filter(which).forEach(gone::add);
        for (Waiting item : waiting) {
            if (item instanceof Waiting.OfTask task && which.test(task.command())) {
                gone.add(task.command());
            }
        }
        receptions.values().removeIf(reception -> gone.contains(reception.command()));
        running.removeIf(job -> gone.contains(job.command()));
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
                    case Waiting.Start(var command, Job job) -> {
                        running.add(job);
                        yield new Output.Run(job);
                    }
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
        underWay--;
    }
}
