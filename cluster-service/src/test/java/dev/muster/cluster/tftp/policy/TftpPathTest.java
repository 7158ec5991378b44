package dev.muster.cluster.tftp.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.tftp.codec.TftpError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpPathTest {

    @ParameterizedTest
    @CsvSource({
        "pxelinux.0,pxelinux.0",
        "/grub/grub.cfg,grub/grub.cfg",
        "///pxelinux.cfg//default,pxelinux.cfg/default",
        "\\boot\\bcd,boot/bcd",
        "./a/./b/,a/b",
        "..a/b..,..a/b..",
        "a b,a b"
    })
    void everySpellingIsOnePath(String raw, String path) throws Exception {
        assertThat(TftpPath.clean(raw)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../etc/passwd", "a/../../b", "\\..\\b", "/a/..", "a\\..", "//..//"})
    void climbingIsAnAccessViolation(String raw) {
        assertThatThrownBy(() -> TftpPath.clean(raw))
                .isInstanceOfSatisfying(
                        UnsafePath.class, unsafe -> assertThat(unsafe.error()).isEqualTo(TftpError.ACCESS_VIOLATION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "./.", "a\nb", "a\0b", "\u00e4", "a\u007f"})
    void whatNoFileIsCalledIsNotFound(String raw) {
        assertThatThrownBy(() -> TftpPath.clean(raw))
                .isInstanceOfSatisfying(
                        UnsafePath.class, unsafe -> assertThat(unsafe.error()).isEqualTo(TftpError.FILE_NOT_FOUND));
    }

    @Test
    void overlongNameIsNotFound() {
        assertThatThrownBy(() -> TftpPath.clean("a".repeat(256)))
                .isInstanceOfSatisfying(
                        UnsafePath.class, unsafe -> assertThat(unsafe.reason()).isEqualTo(UnsafePath.Reason.TOO_LONG));
    }

    @Test
    void printableNameForgesNoLine() {
        assertThat(TftpPath.printable("a\nb\u001b[0m" + "c".repeat(300)))
                .startsWith("a?b?[0mccc")
                .hasSize(258);
    }
}
