package dev.muster.cluster.iscsi;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The images to serve, by target name; they may come and go at any time.
///
/// A session keeps the file that it opened at its login, whatever happens to the name afterwards. Calls come from
/// event loops: answer from memory.
public interface IscsiTargets {
    /// @return the image of LUN 1; its size must be a multiple of 512 bytes
    Optional<Path> image(String iqn);

    /// [#image(String)] for an initiator that may have been told of an image before another took its name.
    ///
    /// @param initiator address that the connection comes from
    default Optional<Path> image(String iqn, InetAddress initiator) {
        return image(iqn);
    }

    /// Names for initiators that ask which targets there are.
    List<String> names();
}
