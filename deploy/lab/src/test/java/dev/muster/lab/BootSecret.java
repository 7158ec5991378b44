package dev.muster.lab;

import java.util.regex.Pattern;

/// What a kernel line says of the root disk: where it is, and how the machine proves there who it is.
///
/// @param secret as it stands in the configuration of a boot
record BootSecret(String target, String name, String secret) {
    private static final Pattern TARGET = Pattern.compile(" iscsi_target_name=(\\S+) ");
    private static final Pattern SECRET = Pattern.compile(" iscsi_username=(\\S+) iscsi_password=(\\S+) ");

    /// Asks for the configuration of an unknown machine, as a loader does.
    static BootSecret fetchedBy(RackClient client) {
        String config = client.run("curl", "-sS", "tftp://" + RackNetwork.SERVER + "/pxelinux.cfg/default")
                .succeedWith("the configuration of an unknown machine");
        var target = TARGET.matcher(config);
        var secret = SECRET.matcher(config);
        if (!target.find() || !secret.find()) {
            throw new AssertionError("no secret in\n" + config);
        }
        return new BootSecret(target.group(1), secret.group(1), secret.group(2));
    }

    BootSecret withSecret(String other) {
        return new BootSecret(target, name, other);
    }

    /// Whether the client gets to the disk with it.
    boolean letsIn(RackClient client) {
        return reads(client, name + "%" + secret + "@");
    }

    /// Whether the client gets to the disk with nothing.
    boolean isNotNeededBy(RackClient client) {
        return reads(client, "");
    }

    private boolean reads(RackClient client, String user) {
        String disk = "iscsi://" + user + RackNetwork.SERVER + "/" + target + "/1";
        return !client.run("iscsi-inq", "-i", "maas-enlist", disk).failed();
    }
}
