package dev.muster.cluster.boot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last words of the region on one machine, from both of its mouths.
///
/// @param answered to a question of the machine
/// @param published on the topic
@JsonIgnoreProperties(ignoreUnknown = true)
public record LastAnswers(
        @Nullable Dated answered, @Nullable Dated published) {
    static final LastAnswers NONE = new LastAnswers(null, null);

    /// @param at when the region was asked, or when it published
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Dated(BootAnswer answer, Instant at) {
        private boolean installs() {
            return switch (answer.purpose()) {
                case XINSTALL, INSTALL -> true;
                case COMMISSIONING, LOCAL, POWEROFF -> false;
            };
        }

        private boolean isLocal() {
            return answer.purpose() == BootPurpose.LOCAL;
        }
    }

    /// With an answer to a question, unless a later question was answered already.
    LastAnswers withAnswered(Dated news) {
        return isOlder(news, answered) ? this : new LastAnswers(news, published);
    }

    /// With what was published, unless it is an old record that is delivered again.
    LastAnswers withPublished(Dated news) {
        return isOlder(news, published) ? this : new LastAnswers(answered, news);
    }

    /// The later one, with one exception: while one of them says that the machine has a system on its disk, the
    /// other one does not make it install over it. Which is later hangs on two clocks and on a topic that may lag;
    /// and without the region, an installation would come to nothing anyway.
    Optional<BootAnswer> best() {
        if (answered == null || published == null) {
            return Optional.ofNullable(answered == null ? published : answered).map(Dated::answer);
        }
        boolean publishedIsLater = published.at.isAfter(answered.at);
        var later = publishedIsLater ? published : answered;
        var earlier = publishedIsLater ? answered : published;
        return Optional.of((later.installs() && earlier.isLocal() ? earlier : later).answer);
    }

    private static boolean isOlder(Dated news, @Nullable Dated known) {
        return known != null && news.at.isBefore(known.at);
    }
}
