package dev.muster.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequirementsTest {
    @Test
    void whatIsThereIsNoReason() {
        assertThatCode(() -> Requirements.need(true, "x", true)).doesNotThrowAnyException();
        assertThatCode(() -> Requirements.need(true, "x", false)).doesNotThrowAnyException();
        assertThatCode(() -> Requirements.needTools("sh")).doesNotThrowAnyException();
    }

    @Test
    void whatIsMissingSkipsWithTheReason() {
        assertThatThrownBy(() -> Requirements.need(false, "needs x", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("needs x");
    }

    @Test
    void whatIsMissingFailsUnderCi() {
        assertThatThrownBy(() -> Requirements.need(false, "needs x", true))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("needs x");
    }
}
