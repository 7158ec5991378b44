package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.iscsi.ConformanceSuite.Verdict;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ConformanceSuiteTest {
    private static final String OUTPUT = """
            Suite: Read10
              Test: Simple ...passed
              Test: Async ...    [SKIPPED] --dataloss flag is not set. Skipping test.
            passed
              Test: DpoFua ...    [FAILED] READ10 command succeeded when expected to fail
            FAILED
                1. test_read10_dpofua.c:46  - CU_ASSERT_EQUAL(ret,0)
              Test: Hangs ...""";

    private final SequencedMap<String, Verdict> verdicts = ConformanceSuite.parse("SCSI.Read10", OUTPUT);

    @Test
    void everyTestIsFoundWithWhatWasSaidOfIt() {
        assertThat(verdicts.get("SCSI.Read10.Simple")).isEqualTo(new Verdict(true, false, "passed"));
        assertThat(verdicts.get("SCSI.Read10.Async").skipped()).isTrue();
        assertThat(verdicts.get("SCSI.Read10.DpoFua").passed()).isFalse();
        assertThat(verdicts.get("SCSI.Read10.DpoFua").output()).contains("test_read10_dpofua.c:46");
        assertThat(verdicts.get("SCSI.Read10.Hangs").passed()).isFalse();
    }

    @Test
    void aLostPassIsNamed() {
        assertThatThrownBy(() -> ConformanceSuite.compare(verdicts, "conformance-read-only.txt"))
                .hasMessageContaining("SCSI.Read10.DpoFua")
                .hasMessageContaining("READ10 command succeeded")
                .hasMessageContaining("SCSI.Verify16.Simple: was not run");
    }
}
