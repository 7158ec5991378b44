#!/bin/sh
# Makes this machine known to Muster, then switches it off. Run by cloud-init from the enlistment user-data.
#
# Success: the node is in the region's database; power off after a moment. A machine that turns out to be a node with
# work, or with a system, because it booted from a card that nobody had seen yet, is started again: it is known by
# that card now.
# Failure: the cluster is told why, the console shows it, and the operator gets a root shell there by a key
# press. Nobody there: power off after some minutes.
set -u
umask 077
export LC_ALL=C

root=${MUSTER_ROOT:-} # tests put a tree of their own here
run=$root/run/muster

nodes_url="" report_url=""          # from enlist.conf
poweroff_delay=5 console_wait=600    # seconds
# shellcheck disable=SC1091
. "$run/enlist.conf"

say() {
    logger -t muster-enlist -- "$*"
    show "$*"
}

# On every console that the kernel uses, whatever cloud-init does with standard output.
show() {
    for console in $(consoles); do
        { printf 'muster: %s\r\n' "$*" >>"$root/dev/$console"; } 2>/dev/null
    done
}

consoles() { cat "$root/sys/class/tty/console/active" 2>/dev/null || echo console; }

# --- who this machine is ---------------------------------------------------------------------------

# BOOTIF=01-52-54-00-.. of the kernel command line as 52:54:00:..
boot_mac() {
    tr ' ' '\n' <"$root/proc/cmdline" | sed -n 's/^BOOTIF=01-//p' | head -n 1 | tr 'A-F-' 'a-f:' |
        grep -xE '[0-9a-f]{2}(:[0-9a-f]{2}){5}'
}

# Names of the Ethernet devices that are hardware; bridges, bonds and the like have no `device`.
interfaces() {
    for device in "$root"/sys/class/net/*; do
        [ -e "$device/device" ] && [ "$(cat "$device/type" 2>/dev/null)" = 1 ] && echo "${device##*/}"
    done
}

mac_of() { tr 'A-F' 'a-f' <"$root/sys/class/net/$1/address"; }

mac_addresses() {
    boot_mac
    for interface in $(interfaces); do
        mac_of "$interface"
    done | grep -v '^00:00:00:00:00:00$'
}

boot_interface() {
    boot=$(boot_mac)
    for interface in $(interfaces); do
        [ "$(mac_of "$interface")" = "$boot" ] && echo "$interface" && return
    done
    ip -4 route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1
}

architecture() {
    if grep -qE '^flags.* lm( |$)' "$root/proc/cpuinfo"; then
        echo amd64
    elif command -v dpkg >/dev/null; then
        dpkg --print-architecture
    else
        case "$(uname -m)" in
        i?86) echo i386 ;;
        x86_64) echo amd64 ;;
        aarch64) echo arm64 ;;
        armv7*) echo armhf ;;
        ppc64le) echo ppc64el ;;
        *) uname -m ;;
        esac
    fi
}

# The name that DNS has for the address of the booted interface, or nothing.
host_name() {
    interface=$(boot_interface)
    [ -n "$interface" ] || return 0
    address=$(ip -4 -o addr show dev "$interface" scope global | awk 'NR == 1 { sub(/\/.*/, "", $4); print $4 }')
    [ -n "$address" ] || return 0
    name=$(timeout 5 dig +short +time=2 +tries=1 -x "$address" 2>/dev/null |
        grep -xE '[A-Za-z0-9][A-Za-z0-9.-]*' | head -n 1)
    [ -n "$name" ] || name=$(timeout 5 getent hosts "$address" | awk 'NR == 1 { print $2 }')
    name=${name%.}
    # what this boot was named by its own metadata is not a name
    case "$name" in maas-enlist* | localhost*) return 0 ;; esac
    echo "$name"
}

# --- telling the region -----------------------------------------------------------------------------

fetch() { curl --silent --noproxy '*' --connect-timeout 5 --max-time 30 "$@"; }

# One POST; leaves the HTTP status in $status, the body in $work/answer. Secrets go by file.
post_node() {
    set -- --data-urlencode op=new --data-urlencode autodetect_nodegroup=1 \
        --data-urlencode "hostname=$name" \
        --data-urlencode "architecture=$arch" --data-urlencode subarchitecture=generic \
        --data-urlencode "power_type@$work/power_type" \
        --data-urlencode "power_parameters@$work/power_parameters"
    while read -r mac; do
        set -- "$@" --data-urlencode "mac_addresses=$mac"
    done <"$work/macs"
    : >"$work/answer"
    status=$(fetch --output "$work/answer" --write-out '%{http_code}' "$@" "$nodes_url")
    [ -n "$status" ] || status=000
}

# The answer in one short line; nothing of it if it quotes the password back.
answer_line() {
    secret=$(sed -n 's/.*"power_pass":"\([^"]*\)".*/\1/p' "$work/power_parameters")
    if [ -n "$secret" ] && grep -qF "$secret" "$work/answer"; then
        echo "(answer withheld: it quotes a secret)"
    else
        tr -cs '[:print:]' ' ' <"$work/answer" | cut -c 1-300
    fi
}

# enlist PAUSE...: posts until there is a final answer, sleeping so many seconds between the tries.
# 0: enlisted, or known already. 1: $reason tells why not.
enlist() {
    while :; do
        post_node
        case "$status" in
        2*)
            say "enlisted as $(sed -n 's/.*"system_id": *"\([^"]*\)".*/\1/p' "$work/answer" | head -n 1)"
            return 0
            ;;
        000) reason="no answer from $nodes_url" ;;
        408 | 429 | 5*) reason="$nodes_url: HTTP $status $(answer_line)" ;;
        *)
            if grep -qi 'already in use' "$work/answer"; then
                say "this machine is known already: $(answer_line)"
                return 0
            fi
            reason="refused: HTTP $status $(answer_line)"
            say "$reason"
            return 1
            ;;
        esac
        [ $# -gt 0 ] || return 1
        say "$reason; trying again in $1 s"
        sleep "$1"
        shift
    done
}

no_power() {
    : >"$work/power_type"
    : >"$work/power_parameters"
}

# report STEP REASON: makes it an event of this machine
report() {
    for pause in 2 5 10 0; do
        fetch --fail --output /dev/null --data-urlencode "step=$1" --data-urlencode "error=$2" "$report_url"
        case $? in
        0) return 0 ;;
        22) break ;; # a server that refuses does so again
        esac
        sleep "$pause"
    done
    say "the cluster could not be told"
}

# --- one boot ---------------------------------------------------------------------------------------

# The answer to the enlistment says in which state the node is: substatus NUMBER...
substatus() {
    for number in "$@"; do
        tr -d ' \n' <"$work/answer" | grep -q "\"substatus\":$number[,}]" && return 0
    done
    return 1
}

commissioning() { substatus 1; }

# Deployed, Deploying, Disk erasing
boots_for_something() { substatus 6 9 14; }

# setting NAME: a scalar of the cloud-config with the node's key
setting() { sed -n "s/.*[\"' {]$1[\"']*: *[\"']*\([^\"', }]*\).*/\1/p" "$config" | head -n 1; }

# OAuth 1.0 PLAINTEXT, for curl to read from a file: the key is seen in no argument list.
signature() {
    printf 'Authorization: OAuth realm="", oauth_version="1.0", oauth_signature_method="PLAINTEXT", '
    printf 'oauth_nonce="%s", oauth_timestamp="%s", ' "$(cat /proc/sys/kernel/random/uuid)" "$(date +%s)"
    printf 'oauth_consumer_key="%s", oauth_token="%s", ' "$(setting consumer_key)" "$(setting token_key)"
    printf 'oauth_signature="%%26%s"\n' "$(setting token_secret)"
}

# A region or a cluster that is away for a minute is asked again, after 1, 2, 4, … s.
insist() { fetch --fail --retry 6 --retry-connrefused "$@"; }

shell_part='
import email, sys
with open(sys.argv[1], "rb") as file:
    parts = email.message_from_binary_file(file).walk()
    scripts = [part for part in parts if part.get_content_type() == "text/x-shellscript"]
sys.stdout.buffer.write(scripts[-1].get_payload(decode=True))
'

# Runs the program that commissions this node, which switches the machine off at its end. 1: $reason tells why not.
go_on() {
    base=${nodes_url%/api/*}
    id=$(sed -n 's/.*"system_id": *"\([^"]*\)".*/\1/p' "$work/answer" | head -n 1)
    config=$root/etc/cloud/cloud.cfg.d/91_cmdline_muster.cfg # where that program looks for the key
    mkdir -p "${config%/*}"
    reason="one boot: no preseed for $id"
    insist --output "$config" "$base/metadata/latest/by-id/$id/?op=get_preseed" || return 1
    signature >"$work/header"
    metadata=$(setting metadata_url)
    reason="one boot: no user-data for $id"
    insist --header "@$work/header" --output "$work/user-data" "${metadata%/}/2012-03-01/user-data" || return 1
    reason="one boot: the user-data of $id holds no program"
    python3 -c "$shell_part" "$work/user-data" >"$run/commission" 2>/dev/null || return 1
    say "goes on to the commissioning"
    sh "$run/commission"
}

# --- the end ----------------------------------------------------------------------------------------

# later SECONDS SHELL-COMMAND: outlives this script and cloud-init, needs neither network nor disk
later() {
    systemd-run --quiet --collect --on-active="$1" --timer-property=AccuracySec=100ms /bin/sh -c "$2" ||
        { setsid sh -c "sleep $1; $2" >/dev/null 2>&1 </dev/null & }
}

power_off='systemctl poweroff || poweroff -f'
start_again='systemctl reboot || reboot -f'

succeed() {
    if commissioning; then
        go_on && exit 0
        say "$reason"
        report commission "$reason"
    fi
    if boots_for_something; then
        say "this machine is known; starting again in $poweroff_delay s"
        later "$poweroff_delay" "$start_again"
        exit 0
    fi
    say "done; power off in $poweroff_delay s"
    later "$poweroff_delay" "$power_off"
    exit 0
}

# drop_in UNIT AGETTY-ARGUMENTS: any key on this console gives a root shell
drop_in() {
    mkdir -p "$root/run/systemd/system/$1.d"
    printf '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin root --login-pause --noclear %s\n' "$2" \
        >"$root/run/systemd/system/$1.d/muster.conf"
}

# Consoles only, nothing on the network. Who logs in keeps the machine on.
open_consoles() {
    drop_in getty@tty1.service "%I \$TERM"
    set -- getty@tty1.service
    for console in $(consoles); do
        case "$console" in
        tty[0-9]* | console) continue ;;
        esac
        drop_in "serial-getty@$console.service" "--keep-baud 115200,57600,38400,9600 %I \$TERM"
        set -- "$@" "serial-getty@$console.service"
    done
    mkdir -p "$root/etc/profile.d"
    echo 'touch /run/muster-stay' >"$root/etc/profile.d/muster-stay.sh"
    chmod 0644 "$root/etc/profile.d/muster-stay.sh"
    systemctl daemon-reload
    systemctl --no-block restart "$@"
}

give_up() {
    say "enlistment failed: $1"
    report enlist "$1"
    open_consoles
    show "This machine is not enlisted. Press ENTER for a root shell on this console;"
    show "it will power off in $((console_wait / 60)) minutes unless somebody does."
    later "$console_wait" "[ -e /run/muster-stay ] || { $power_off; }"
    exit 1
}

# ----------------------------------------------------------------------------------------------------

work=$(mktemp -d "$run/enlist.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
no_power

say "enlistment starts; apt proxy: $(apt-config dump Acquire::http::Proxy 2>/dev/null | sed 's/[^"]*"\(.*\)".*/\1/')"
mac_addresses | awk '!seen[$0]++' >"$work/macs"
[ -s "$work/macs" ] || give_up "no network card with a MAC address"
arch=$(architecture)
name=$(host_name)
say "MAC addresses $(tr '\n' ' ' <"$work/macs"), architecture $arch, host name '${name}'"

{
    sh "$run/muster-bmc" "$work" 2>&1
    echo $? >"$work/bmc"
} | while read -r line; do show "$line"; done
if [ "$(cat "$work/bmc")" != 0 ]; then
    report bmc "BMC: $(cat "$work/reason" 2>/dev/null || echo 'detection died')"
    no_power
fi

enlist 2 4 8 16 30 && succeed
if [ -s "$work/power_type" ]; then
    say "once more without power parameters"
    no_power
    enlist 2 && succeed
fi
give_up "$reason"
