package dev.muster.cluster.firmware;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Processor architectures of firmware, as RFC 4578 2.1, RFC 5970 3.3 and IANA's registry number them.
public final class Architectures {
    /// Behind the client's kind in a vendor class.
    private static final String ARCH = ":Arch:";

    private static final int DIGITS = 5;
    private static final int MOST_NAMES = 8;

    private Architectures() {}

    /// What a vendor class says, `PXEClient:Arch:00007:UNDI:003016` (PXE 2.1, table 2-1; UEFI 2.5, 24.7); empty if it
    /// has another form.
    public static Optional<Integer> ofVendorClass(String text) {
        for (String kind : List.of("PXEClient", "HTTPClient")) {
            int from = kind.length() + ARCH.length();
            int to = from + DIGITS;
            if (text.startsWith(kind + ARCH) && text.length() >= to) {
                String number = text.substring(from, to);
                return number.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                        ? Optional.of(Integer.valueOf(number))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// For people: `RISC-V 64-bit UEFI (27), architecture 77`.
    public static String names(List<Integer> archs) {
        return archs.stream()
                .limit(MOST_NAMES)
                .map(arch -> name(arch).map(name -> name + " (" + arch + ")").orElse("architecture " + arch))
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> name(int arch) {
        return Optional.ofNullable(
                switch (arch) {
                    case 0x00 -> "x86 BIOS";
                    case 0x06 -> "x86 UEFI";
                    case 0x07 -> "x64 UEFI";
                    case 0x09 -> "EBC";
                    case 0x0a -> "ARM 32-bit UEFI";
                    case 0x0b -> "ARM 64-bit UEFI";
                    case 0x0c -> "PowerPC Open Firmware";
                    case 0x0d -> "PowerPC ePAPR";
                    case 0x0e -> "POWER OPAL";
                    case 0x0f -> "x86 UEFI over HTTP";
                    case 0x10 -> "x64 UEFI over HTTP";
                    case 0x11 -> "EBC over HTTP";
                    case 0x12 -> "ARM 32-bit UEFI over HTTP";
                    case 0x13 -> "ARM 64-bit UEFI over HTTP";
                    case 0x14 -> "x86 BIOS over HTTP";
                    case 0x15 -> "ARM 32-bit U-Boot";
                    case 0x16 -> "ARM 64-bit U-Boot";
                    case 0x17 -> "ARM 32-bit U-Boot over HTTP";
                    case 0x18 -> "ARM 64-bit U-Boot over HTTP";
                    case 0x19 -> "RISC-V 32-bit UEFI";
                    case 0x1a -> "RISC-V 32-bit UEFI over HTTP";
                    case 0x1b -> "RISC-V 64-bit UEFI";
                    case 0x1c -> "RISC-V 64-bit UEFI over HTTP";
                    case 0x1d -> "RISC-V 128-bit UEFI";
                    case 0x1e -> "RISC-V 128-bit UEFI over HTTP";
                    case 0x1f, 0x20 -> "IBM Z";
                    case 0x21 -> "MIPS 32-bit UEFI";
                    case 0x22 -> "MIPS 64-bit UEFI";
                    case 0x23 -> "Sunway 32-bit UEFI";
                    case 0x24 -> "Sunway 64-bit UEFI";
                    case 0x25 -> "LoongArch 32-bit UEFI";
                    case 0x26 -> "LoongArch 32-bit UEFI over HTTP";
                    case 0x27 -> "LoongArch 64-bit UEFI";
                    case 0x28 -> "LoongArch 64-bit UEFI over HTTP";
                    case 0x29 -> "ARM rpiboot";
                    default -> null;
                });
    }
}
