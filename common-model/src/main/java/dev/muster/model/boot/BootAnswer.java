package dev.muster.model.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.image.ImageName;

/// The region's answer to a pxeconfig query, with MAAS 1.7's keys.
///
/// @param hostname also the iSCSI initiator name and the host in the kernel's `ip=`
/// @param preseedUrl absolute; what the kernel line gives as `cloud-config-url`
/// @param logHost where syslog goes
/// @param fsHost address that serves kernel, root disk and images: the cluster's
/// @param extraOpts further kernel options, may be empty
public record BootAnswer(
        String osystem,
        String arch,
        String subarch,
        String release,
        String label,
        BootPurpose purpose,
        String hostname,
        String domain,
        @JsonProperty("preseed_url") String preseedUrl,
        @JsonProperty("log_host") String logHost,
        @JsonProperty("fs_host") String fsHost,
        @JsonProperty("extra_opts") String extraOpts) {

    /// The same answer for a machine that reaches the cluster at another of its addresses.
    ///
    /// @param address dotted quad, as the machine reaches it
    public BootAnswer servedFrom(String address) {
        return new BootAnswer(
                osystem,
                arch,
                subarch,
                release,
                label,
                purpose,
                hostname,
                domain,
                preseedUrl.replace("://" + fsHost + ":", "://" + address + ":"),
                logHost.equals(fsHost) ? address : logHost,
                address,
                extraOpts);
    }

    public ImageName image() {
        return new ImageName(osystem, arch, subarch, release, label);
    }
}
