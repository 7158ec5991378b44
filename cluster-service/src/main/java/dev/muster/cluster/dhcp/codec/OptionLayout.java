package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.dhcp.codec.DhcpOptions.Option;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which option goes into which field of a message: the options field, then `file` and `sname` where they are
/// free (option overload, RFC 2132 9.3). Readers join split values in that order of the fields (RFC 3396 5).
final class OptionLayout {
    private static final int LONGEST_PIECE = 255;
    private static final int CODE_AND_LENGTH = 2;
    private static final int OVERLOAD_OPTION = 3;

    /// Part of an option's value.
    private record Piece(Option option, int from, int length) {
        void putInto(ByteBuffer out) {
            out.put((byte) option.code()).put((byte) length);
            option.value().putInto(out, from, length);
        }
    }

    private static final class Field {
        private final List<Piece> pieces = new ArrayList<>();
        private int room;

        Field(int room) {
            this.room = room;
        }

        void add(Piece piece) {
            pieces.add(piece);
            room -= CODE_AND_LENGTH + piece.length;
        }

        /// As much of the option as there is room for, from an octet of its value on.
        ///
        /// @return where to go on
        int fill(Option option, int start) {
            int length = option.value().length();
            int from = start;
            do {
                int piece = Math.min(Math.min(LONGEST_PIECE, length - from), room - CODE_AND_LENGTH);
                if (piece < 0 || (piece == 0 && length > 0)) {
                    return from;
                }
                add(new Piece(option, from, piece));
                from += piece;
            } while (from < length);
            return from;
        }

        void putInto(ByteBuffer out) {
            pieces.forEach(piece -> piece.putInto(out));
        }
    }

    private final Field options;
    private final Field file;
    private final Field sname;

    private OptionLayout(int options, int file, int sname) {
        this.options = new Field(options);
        this.file = new Field(file);
        this.sname = new Field(sname);
    }

    /// @param room octets of the options field without its end mark
    /// @param fileIsFree whether the `file` field names no file
    /// @return empty if there is not enough room
    static Optional<OptionLayout> of(List<Option> options, int room, boolean fileIsFree, boolean snameIsFree) {
        if (options.stream().mapToInt(OptionLayout::size).sum() <= room) {
            var plain = new OptionLayout(room, 0, 0);
            options.forEach(option -> plain.options.fill(option, 0));
            return Optional.of(plain);
        }
        var layout = new OptionLayout(
                room - OVERLOAD_OPTION,
                fileIsFree ? DhcpDecoder.FILE_LENGTH - 1 : 0,
                snameIsFree ? DhcpDecoder.SNAME_LENGTH - 1 : 0);
        return layout.place(options) ? Optional.of(layout) : Optional.empty();
    }

    /// With code and length octets; a value beyond 255 octets is split (RFC 3396 7).
    static int size(Option option) {
        int length = option.value().length();
        int pieces = Math.max(1, (length + LONGEST_PIECE - 1) / LONGEST_PIECE);
        return length + CODE_AND_LENGTH * pieces;
    }

    /// The value of the overload option; 0 for none.
    int overload() {
        return (file.pieces.isEmpty() ? 0 : DhcpDecoder.FILE_HAS_OPTIONS)
                | (sname.pieces.isEmpty() ? 0 : DhcpDecoder.SNAME_HAS_OPTIONS);
    }

    void putOptions(ByteBuffer out) {
        if (overload() != 0) {
            out.put((byte) OptionCode.OVERLOAD).put((byte) 1).put((byte) overload());
        }
        options.putInto(out);
    }

    void putFile(ByteBuffer out) {
        file.putInto(out);
    }

    void putSname(ByteBuffer out) {
        sname.putInto(out);
    }

    /// What the relay put in is the last option of the options field: it looks nowhere else (RFC 3046 2.1, 2.2).
    private boolean place(List<Option> all) {
        var forRelay = all.stream()
                .filter(option -> option.code() == OptionCode.RELAY_AGENT_INFO)
                .toList();
        int reserved = forRelay.stream().mapToInt(OptionLayout::size).sum();
        if (options.room < reserved) {
            return false;
        }
        options.room -= reserved;
        for (var option : all) {
            if (option.code() != OptionCode.RELAY_AGENT_INFO && !place(option)) {
                return false;
            }
        }
        options.room += reserved;
        forRelay.forEach(option -> options.fill(option, 0));
        return true;
    }

    /// Whole if any field has room for it, since not every client joins pieces.
    private boolean place(Option option) {
        for (var field : List.of(options, file, sname)) {
            if (size(option) <= field.room) {
                field.fill(option, 0);
                return true;
            }
        }
        int next = 0;
        for (var field : List.of(options, file, sname)) {
            if (field.room > CODE_AND_LENGTH) {
                next = field.fill(option, next);
            }
            if (next == option.value().length() && next > 0) {
                return true;
            }
        }
        return false;
    }
}
