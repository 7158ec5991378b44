package dev.muster.region.metadata;

import dev.muster.region.commissioning.ResultFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a machine says of its work.
///
/// @param text for an operator; may be empty
/// @param scriptResult exit code of the script that wrote the files
/// @param refused files that are not taken, by name, with what is wrong
record Signal(
        Progress progress,
        String text,
        int scriptResult,
        Optional<Power> power,
        List<ResultFile> files,
        Map<String, List<String>> refused) {
    Signal {
        files = List.copyOf(files);
        refused = Map.copyOf(refused);
    }

    /// How far the work is; MAAS's words.
    enum Progress {
        WORKING,
        OK,
        FAILED
    }

    /// How the machine is switched on and off, as it found out itself. Holds a password.
    record Power(String type, Map<String, String> parameters) {
        Power {
            parameters = Map.copyOf(parameters);
        }

        @Override
        public String toString() {
            return "Power[type=" + type + "]";
        }
    }
}
