package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.Numbered;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TaskManagementRequest;
import java.util.function.Predicate;

/// Task management functions, RFC 7143 11.5 and 11.6. A reset reaches the tasks of its own session only: other
/// machines boot from the same unit.
final class TaskManagement {
    private static final int COMPLETE = 0;
    private static final int NO_SUCH_TASK = 1;
    private static final int NO_SUCH_UNIT = 2;
    private static final int REASSIGNMENT_NOT_SUPPORTED = 4;
    private static final int NOT_SUPPORTED = 5;
    private static final int REJECTED = 255;

    private final Tasks tasks;
    private final CommandWindow window;

    TaskManagement(Tasks tasks, CommandWindow window) {
        this.tasks = tasks;
        this.window = window;
    }

    /// Whether the disk itself is reset, and not only its tasks ended.
    static boolean resets(TaskManagementRequest request, boolean unitExists) {
        return switch (request.function()) {
            case 5 -> unitExists;
            case 6, 7 -> true;
            default -> false;
        };
    }

    /// @return the response code
    int on(TaskManagementRequest request, boolean unitExists) {
        return switch (request.function()) {
            case 1 -> abort(command -> command.taskTag() == request.referencedTag()) ? COMPLETE : NO_SUCH_TASK;
            // ABORT TASK SET, CLEAR TASK SET, LOGICAL UNIT RESET
            case 2, 4, 5 -> {
                abort(command -> command.lun() == request.lun());
                yield unitExists ? COMPLETE : NO_SUCH_UNIT;
            }
            // TARGET WARM RESET, TARGET COLD RESET
            case 6, 7 -> {
                abort(command -> true);
                yield COMPLETE;
            }
            // CLEAR ACA
            case 3 -> NOT_SUPPORTED;
            case 8 -> REASSIGNMENT_NOT_SUPPORTED;
            default -> REJECTED;
        };
    }

    private boolean abort(Predicate<ScsiCommand> which) {
        Predicate<Numbered> early = command -> command instanceof ScsiCommand scsi && which.test(scsi);
        boolean notYet = window.drop(early) > 0;
        return tasks.abort(which) || notYet;
    }
}
