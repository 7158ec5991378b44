package dev.muster.region.metadata;

import dev.muster.region.api.Numbers;
import dev.muster.region.api.Parameters;
import dev.muster.region.api.Part;
import dev.muster.region.commissioning.ResultFile;
import dev.muster.region.node.PowerTypes;
import dev.muster.region.node.SaidPower;
import dev.muster.region.refusal.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads the form that a machine posts as a signal.
final class SignalForm {
    private SignalForm() {}

    static Signal read(Parameters form) {
        String status = form.text("status").orElseThrow(() -> RefusedException.invalid("No provided status!"));
        Signal.Progress progress =
                switch (status) {
                    case "WORKING" -> Signal.Progress.WORKING;
                    case "OK" -> Signal.Progress.OK;
                    case "FAILED" -> Signal.Progress.FAILED;
                    default -> throw RefusedException.field("status", "Must be one of OK, FAILED, WORKING.");
                };
        var files = new ArrayList<ResultFile>();
        var refused = new LinkedHashMap<String, List<String>>();
        for (Part part : form.files()) {
            String name = name(part);
            Optional<String> complaint = ResultFile.complaint(name, part.size());
            if (complaint.isPresent()) {
                refused.put(name, List.of(complaint.get()));
            } else {
                files.add(new ResultFile(name, part.content()));
            }
        }
        return new Signal(
                progress, PlainText.of(form.text("error").orElse("")), scriptResult(form), power(form), files, refused);
    }

    /// The field's name, but for a client that calls the field what it is.
    private static String name(Part part) {
        return part.name().equals("files") || part.name().isEmpty()
                ? part.fileName().orElse("")
                : part.name();
    }

    private static int scriptResult(Parameters form) {
        String text = form.text("script_result").orElse("0");
        return (int) Numbers.whole("script_result", text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static Optional<Signal.Power> power(Parameters form) {
        return form.text("power_type").map(type -> {
            PowerTypes.checked(type);
            if (!PowerTypes.anybodyMaySay(type)) {
                throw RefusedException.field(
                        "power_type", "Only an administrator sets '" + type + "', not the machine itself.");
            }
            return new Signal.Power(
                    type,
                    SaidPower.parameters(type, form.text("power_parameters").orElse("")));
        });
    }
}
