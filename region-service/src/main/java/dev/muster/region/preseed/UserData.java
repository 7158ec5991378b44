package dev.muster.region.preseed;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// One program with its parts, as user-data for cloud-init: MIME multipart of a cloud-config that switches off what
/// the program does not need, and a shell script that lays out the files in `/run/muster` and starts the program.
final class UserData {
    private static final Template DOCUMENT =
            Template.load("machine/user-data.mime", TemplateNames.of("type", "program", "files", "environment"));
    private static final Template FILE = Template.load("machine/file.template", TemplateNames.of("name", "content"));

    /// When cloud-init runs the script.
    enum Moment {
        /// As soon as it has the user-data, before its own work and before systemd has reached `sysinit.target`:
        /// nothing that the program does may wait for a unit.
        AT_ONCE("text/cloud-boothook"),
        /// In its last stage, in a system that is up.
        WHEN_UP("text/x-shellscript");

        private final String type;

        Moment(String type) {
            this.type = type;
        }
    }

    private final String program;
    private final Moment moment;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    /// @param program name of the file to run; a Python program
    UserData(String program, Moment moment) {
        this.program = program;
        this.moment = moment;
    }

    /// @param content ASCII
    UserData with(String name, String content) {
        files.put(name, content);
        return this;
    }

    /// @param contents by name, ASCII
    UserData with(Map<String, String> contents) {
        contents.forEach(this::with);
        return this;
    }

    /// @param value plain: letters, digits and `._:/-`
    UserData withEnvironment(String name, String value) {
        if (!value.matches("[A-Za-z0-9._:/-]*")) {
            throw new IllegalArgumentException("no plain value of " + name + ": '" + value + "'");
        }
        environment.put(name, value);
        return this;
    }

    byte[] render() {
        var laidOut = new StringBuilder();
        files.forEach((name, content) -> laidOut.append(FILE.render(Map.of("name", name, "content", content))));
        var exports = new StringBuilder();
        environment.forEach((name, value) ->
                exports.append("export ").append(name).append('=').append(value).append('\n'));
        String document = DOCUMENT.render(Map.of(
                "type",
                moment.type,
                "program",
                program,
                "files",
                laidOut.toString(),
                "environment",
                exports.toString()));
        return document.getBytes(StandardCharsets.US_ASCII);
    }
}
