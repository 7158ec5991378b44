package dev.muster.cluster.boot.grub;

import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.Resolution;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.TftpRoute;
import java.util.Optional;
import java.util.regex.Pattern;

/// `grub/grub.cfg`, the one file that a signed GRUB asks for by itself: it sends GRUB on to the machine's own file,
/// then to that of unknown machines. With both unanswered it begins again, since a GRUB at its prompt stays there.
public final class GrubEntry implements TftpRoute {
    private static final Pattern NAME = Pattern.compile("/*grub/grub\\.cfg");

    static final String TEXT = """
            # Muster: which configuration a machine gets is decided when it asks.
            configfile $prefix/grub.cfg-$net_default_mac
            configfile $prefix/grub.cfg-default-$grub_cpu
            echo 'No answer from Muster; asking again in 10 seconds.'
            sleep 10
            configfile $prefix/grub.cfg
            """;

    private final Resolution found = new Found(Content.of(TEXT));

    @Override
    public Optional<Resolution> resolve(TftpRequest request) {
        return NAME.matcher(request.path()).matches() ? Optional.of(found) : Optional.empty();
    }
}
