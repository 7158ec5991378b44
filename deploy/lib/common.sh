# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the program that sources this
# Words for people, and checks that several commands need.

say() { printf '%s: %s\n' "$program" "$*"; }

# the first word is what is wrong, the others say what to do about it
die() {
    printf '%s: %s\n' "$program" "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

bad_usage() {
    printf '%s: %s\n  see: deploy/%s %s--help\n' "$program" "$1" "$program" "${2:+$2 }" >&2
    exit 2
}

# OPTION COMMAND NUMBER-OF-WORDS-LEFT
need_value() { [ "$3" -ge 2 ] || bad_usage "$1 needs a value" "$2"; }

require_root() {
    [ "$(id -u)" = 0 ] || die "'$1' must run as root: $2" "try: sudo deploy/$program $1 ..."
}

require_number() { # OPTION VALUE COMMAND
    case "$2" in
    "" | *[!0-9]*) bad_usage "$1 is a number of seconds, not '$2'" "$3" ;;
    esac
}

java_home() { "$checkout/mvnw" --java-home; }

# JVM options of the launcher and of the demo: they only watch others
readonly launcher_jvm=(-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
