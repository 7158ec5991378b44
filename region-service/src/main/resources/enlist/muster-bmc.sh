#!/bin/sh
# Finds the machine's management controller (BMC) and gains control over its power.
#
#   muster-bmc DIR
#
# Says on stdout, for the console, and to syslog what it does.
# Exit 0 with DIR/power_type and DIR/power_parameters (JSON): the BMC is ours to use.
# Exit 0 without these files: there is no BMC. Exit 1: there is one, and DIR/reason says why it is not usable.
#
# A password never stands in an argument list or in a log: it goes through files that only root reads.
set -u
umask 077
export LC_ALL=C

root=${MUSTER_ROOT:-}                # tests put a tree of their own here
tool_wait=${MUSTER_TOOL_WAIT:-90}    # seconds for one call: in-band tools hang on broken hardware
address_wait=${MUSTER_BMC_WAIT:-60}  # seconds for the BMC to get an address by DHCP
user=maas
out=${1:?usage: muster-bmc DIR}

say() {
    logger -t muster-enlist -- "$*"
    echo "$*"
}

fail() {
    say "BMC: $*"
    printf '%s' "$*" >"$out/reason"
    exit 1
}

bounded() { timeout "$tool_wait" "$@"; }
bmc_config() { bounded bmc-config "$@" 2>/dev/null; }

# --- the BMC's settings ---------------------------------------------------------------------------

# field SECTION KEY: the value that the BMC holds
field() {
    bmc_config --checkout --section="$1" | awk -v key="$2" '
        tolower($1) == tolower(key) && !done { $1 = ""; sub(/^ +/, ""); print; done = 1 }'
}

# settings SECTION KEY VALUE [KEY VALUE]...: a configuration file, its name on stdout
settings() {
    echo "Section $1"
    shift
    while [ $# -gt 1 ]; do
        printf '\t%s %s\n' "$1" "$2"
        shift 2
    done
    echo EndSection
}

# commit SECTION KEY VALUE: one key at a time, for some BMCs take them in this order only
commit() {
    settings "$@" >"$out/settings"
    bmc_config --commit --filename="$out/settings" >/dev/null
    committed=$?
    rm -f "$out/settings"
    return "$committed"
}

# --- IPMI -----------------------------------------------------------------------------------------

usable_address() {
    case "$1" in
    "" | 0.0.0.0 | *[!0-9.]*) return 1 ;;
    *.*.*.*) return 0 ;;
    *) return 1 ;;
    esac
}

# Leaves $address. A BMC that has none is told to ask DHCP; one that asked in vain is made to ask again.
find_address() {
    address=$(field Lan_Conf IP_Address)
    usable_address "$address" && return 0
    say "BMC has no address: switching it to DHCP"
    if [ "$(field Lan_Conf IP_Address_Source)" = Use_DHCP ]; then
        commit Lan_Conf IP_Address_Source Static
    fi
    commit Lan_Conf IP_Address_Source Use_DHCP || say "BMC refuses IP_Address_Source Use_DHCP"
    waited=0
    while [ "$waited" -lt "$address_wait" ]; do
        sleep 5
        waited=$((waited + 5))
        address=$(field Lan_Conf IP_Address)
        usable_address "$address" && return 0
    done
    return 1
}

# Prints "User4 ours" (our user is there already) or "User4 free"; never User1, which has no name by design.
# A slot whose name cannot be read is nobody's to take.
choose_slot() {
    set --
    for section in $(bmc_config --listsections | grep -E '^User[0-9]+$' | grep -vx User1); do
        set -- "$@" "--section=$section"
    done
    [ $# -gt 0 ] || return 1
    bmc_config --checkout "$@" | awk -v user="$user" '
        $1 == "Section" { section = $2 }
        tolower($1) == "username" && section != "User1" {
            name = $0
            sub(/^[ \t]*[^ \t]+[ \t]*/, "", name)
            sub(/[ \t]+$/, "", name)
            if (name == user && ours == "") ours = section
            if ((name == "" || name == "(Empty User)") && free == "") free = section
        }
        END {
            if (ours != "") print ours, "ours"
            else if (free != "") print free, "free"
            else exit 1
        }'
}

# 15 characters: IPMI 1.5 has room for 16, and some firmware wants a NUL there. Upper and lower case and digits,
# as policies demand; no symbols, no characters that people mix up, none three times in a row.
new_password() {
    while :; do
        candidate=$(tr -dc 'A-HJ-NP-Za-km-z2-9' </dev/urandom | head -c 15)
        case "$candidate" in *[A-Z]*) ;; *) continue ;; esac
        case "$candidate" in *[a-z]*) ;; *) continue ;; esac
        case "$candidate" in *[2-9]*) ;; *) continue ;; esac
        printf '%s' "$candidate" | grep -q '\(.\)\1\1' && continue
        password=$candidate
        return 0
    done
}

# A password cannot be read back; the BMC can only be asked whether it is this one. The answer quotes it.
password_took() {
    settings "$1" Password "$password" >"$out/settings"
    differing=$(bmc_config --diff --filename="$out/settings" | grep -ci ':password - ')
    rm -f "$out/settings"
    [ "$differing" = 0 ]
}

set_password() {
    for try in 1 2 3; do
        new_password
        commit "$1" Password "$password" && password_took "$1" && return 0
        say "BMC does not take password number $try"
    done
    return 1
}

# same SECTION KEY VALUE
same() {
    [ "$(field "$1" "$2" | tr '[:upper:]' '[:lower:]')" = "$(echo "$3" | tr '[:upper:]' '[:lower:]')" ]
}

make_user() {
    slot=$(choose_slot) || fail "no free user slot, and no user $user"
    section=${slot% *}
    case "$slot" in
    *ours) say "BMC has a user $user in $section: giving it a new password" ;;
    *)
        say "BMC gets a user $user in $section"
        commit "$section" Username "$user"
        ;;
    esac
    set_password "$section" || fail "$section: takes no password"
    commit "$section" Enable_User Yes
    commit "$section" Lan_Privilege_Limit Administrator
    commit "$section" Lan_Enable_IPMI_Msgs Yes

    same "$section" Username "$user" || fail "$section: user name is not what was set"
    same "$section" Lan_Privilege_Limit Administrator || fail "$section: Lan_Privilege_Limit is not what was set"
    same "$section" Lan_Enable_IPMI_Msgs Yes || fail "$section: Lan_Enable_IPMI_Msgs is not what was set"
    # old BMCs cannot say whether a user is enabled
    same "$section" Enable_User Yes || same "$section" Enable_User "" ||
        fail "$section: Enable_User is not what was set"
    password_took "$section" || fail "$section: password is not what was set"
}

ipmi() {
    find_address || fail "no address after $address_wait s of DHCP"
    make_user
    driver=LAN
    case "$1" in 2.*) driver=LAN_2_0 ;; esac
    printf '{"power_address":"%s","power_user":"%s","power_pass":"%s","power_driver":"%s"}' \
        "$address" "$user" "$password" "$driver" >"$out/power_parameters"
    printf ipmi >"$out/power_type"
    say "BMC at $address is set up: IPMI $1, driver $driver, user $user in $section"
}

# --- HP Moonshot: the node is reached through its chassis, over two bridges ---------------------------

tool() { bounded ipmitool "$@" 2>/dev/null; }

# picmg_address [BRIDGE OPTIONS]: IPMB-0 address, third byte of PICMG's Get Address Info
picmg_address() {
    tool "$@" raw 0x2c 0x01 0x00 | awk 'NF >= 3 && !done { print "0x" $3; done = 1 }'
}

# channel_of 0x82: from the verbose list of management controllers in $controllers
channel_of() {
    printf '%s\n' "$controllers" | awk -v want="${1#0x}h" '
        /^Device Slave Address/ { slave = tolower($NF) }
        /^Channel Number/ && slave == tolower(want) && !done {
            sub(/h$/, "", $NF)
            print ($NF ~ /^[0-9]+$/ ? $NF : "0x" $NF)
            done = 1
        }'
}

moonshot() {
    local_address=$(picmg_address)
    node_address=$(picmg_address -t 0x20 -b 0 -m "$local_address")
    controllers=$(tool -b 0 -t 0x20 -m "$local_address" -v sdr list mcloc)
    local_channel=$(channel_of "$local_address")
    node_channel=$(channel_of "$node_address")
    if [ -z "$local_channel" ] || [ -z "$node_channel" ]; then
        fail "Moonshot chassis does not say where this node is"
    fi
    address=$(tool -B 0 -T 0x20 -b 0 -t 0x20 -m "$local_address" lan print 2 |
        awk -F ': *' '/^IP Address  *:/ && !done { print $2; done = 1 }')
    usable_address "$address" || fail "Moonshot chassis manager has no address"

    way="-B $node_channel -T $node_address -b $local_channel -t $local_address -m 0x20"
    # the factory's credentials; an operator who changed them enters his own
    printf '{"power_address":"%s","power_user":"%s","power_pass":"%s","power_hwaddress":"%s"}' \
        "$address" Administrator password "$way" >"$out/power_parameters"
    printf moonshot >"$out/power_type"
    say "Moonshot chassis manager at $address, this node by $way"
}

# --------------------------------------------------------------------------------------------------

# Prints the IPMI version of a BMC, or nothing if there is none.
locate() {
    version=$(bounded ipmi-locate 2>/dev/null | sed -n 's/.*IPMI Version: *\([0-9][0-9]*\.[0-9]\).*/\1/p' | head -n 1)
    if [ -z "$version" ]; then
        for device in "$root"/dev/ipmi[0-9]; do
            [ -e "$device" ] || continue
            version=$(tool mc info | awk -F ': *' '/^IPMI Version/ && !done { print $2; done = 1 }')
            version=${version:-1.5}
            break
        done
    fi
    echo "$version"
}

if grep -qi '^model name.*qemu' "$root/proc/cpuinfo"; then
    say "virtual machine: no BMC to look for"
    exit 0
fi
for module in ipmi_msghandler ipmi_devintf ipmi_si; do
    bounded modprobe "$module" 2>/dev/null
done
ipmi_version=$(locate)
if [ -z "$ipmi_version" ]; then
    say "no BMC found"
    exit 0
fi
# Get Device ID: 14 is the Moonshot cartridge's
case "$(tool raw 06 01)" in
" 14 "*) moonshot ;;
*) ipmi "$ipmi_version" ;;
esac
