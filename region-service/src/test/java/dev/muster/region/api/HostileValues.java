package dev.muster.region.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/// What nobody means well who sends it: each breaks somebody's parser, number, query, path or line.
final class HostileValues {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "\u0001\u001f\u007f",
            "\n",
            "a\r\nSet-Cookie: b=c",
            "\t",
            "\ufffe\uffff",
            "\u202edlrow",
            "\ud83d\ude00",
            "é\u0301",
            "'",
            "''; drop table nodes; --",
            "\"",
            "\\",
            "%",
            "%00",
            "%s%n%d",
            "${jndi:x}",
            "$(reboot)",
            "`reboot`",
            "{hostname}{{hostname}}",
            "#{1+1}",
            "<x/>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
            "../../../etc/passwd",
            "/",
            "//",
            ".",
            "..",
            "*",
            ",",
            ", ,",
            ";",
            "-1",
            "0",
            "1",
            "2",
            "00",
            "+1",
            "1.5",
            "1e999",
            "-1e-999",
            "NaN",
            "Infinity",
            "-Infinity",
            "0x10",
            "1_000",
            "32768",
            "65536",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999",
            "٣",
            "true",
            "null",
            "None",
            "[]",
            "{}",
            "[null]",
            "[[[[[[[[[[",
            "{\"a\":",
            "{\"a\": null}",
            "{\"a\": {\"b\": [1, \"\\u0000\"]}}",
            "{\"mac_address\": \"\\ud800\", \"power_address\": \"\\u0000\"}",
            "[{\"low\": null}]",
            "[{\"mac\": 3, \"address\": []}]",
            "{\"1\": \"x\", \"999\": \"\", \"-1\": \"a\"}",
            "count('x')",
            "$x",
            "sum(1)",
            "//foo:node",
            "//node[",
            "//*",
            "true()",
            "ip:1.2.3.4",
            "ip:999.1.1.1",
            "ip:::1",
            "ip:",
            "vlan:1",
            "0.0.0.0",
            "255.255.255.255",
            "10.0.0.7",
            "10.0.0.0/33",
            "10.0.0.0/0",
            "::",
            "fe80::1%eth0",
            "::ffff:127.0.0.1",
            "00:00:00:00:00:00",
            "ff:ff:ff:ff:ff:ff",
            "01:00:5e:00:00:01",
            "AA-BB-CC-DD-EE-FF",
            "aabb.ccdd.eeff",
            "2026-02-30T25:61:61Z",
            "00000000-0000-0000-0000-000000000000",
            "0-0-0-0-0",
            "QUJD",
            "QUJ",
            "=",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
            "ssh-rsa AAAA",
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            "ipmi",
            "virsh",
            "webhook",
            "DEBUG",
            "soft",
            "di",
            "amd64/generic",
            "i386/\0",
            "x".repeat(300),
            "y".repeat(70_000),
            "9".repeat(5_000),
            "a.".repeat(200),
            "(".repeat(1_900));

    /// Octets that are no UTF-8: Latin-1, an overlong slash, half a pair of surrogates, a sequence cut short.
    private static final List<byte[]> OCTETS = List.of(
            "caf\u00e9".getBytes(ISO_8859_1),
            new byte[] {(byte) 0xc0, (byte) 0xaf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {'a', (byte) 0xe2, (byte) 0x82},
            new byte[] {(byte) 0xff, (byte) 0xfe, 0, 'a'});

    private HostileValues() {}

    /// One of them, one time in three another mangled.
    static byte[] next(Random random) {
        if (random.nextInt(20) == 0) {
            return OCTETS.get(random.nextInt(OCTETS.size()));
        }
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        if (random.nextInt(3) == 0) {
            text += TEXTS.get(random.nextInt(TEXTS.size()));
        }
        return text.getBytes(UTF_8);
    }

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
