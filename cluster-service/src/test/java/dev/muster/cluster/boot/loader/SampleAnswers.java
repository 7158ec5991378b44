package dev.muster.cluster.boot.loader;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;

/// Answers of a region, as a machine gets them that nobody knows yet.
public final class SampleAnswers {
    private SampleAnswers() {}

    public static BootAnswer of(BootPurpose purpose, String extraOpts) {
        return new BootAnswer(
                "debian",
                "amd64",
                "generic",
                "bookworm",
                "release",
                purpose,
                "maas-enlist",
                "local",
                "http://10.0.0.1:5248/MAAS/x/?op=get_enlist_preseed",
                "10.0.0.1",
                "10.0.0.1",
                extraOpts);
    }
}
