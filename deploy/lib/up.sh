# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the program that sources this
# 'up': the services on real interfaces, in the background.

up_usage() {
    cat <<USAGE
usage: deploy/$program up --interface IF --range LOW-HIGH [OPTION]...

Runs Muster in the background for the machines on an interface, and returns when it is ready. It answers
DHCP there: no other DHCP server may. Needs root. Installs the Debian packages that it lacks.

  --interface IF    the interface on which the machines are; it must have an IPv4 address
  --range LOW-HIGH  the addresses to give to machines, within that interface's subnet
  --router A        the machines' default router; several with commas between them
  --dns A           the machines' name server; likewise
  --archives LIST   from where the machines' apt proxy may fetch, with commas between: 'public' for any public
                    address, host names (.example.org is all below it), addresses, networks (default: public);
                    an archive in a private network, on this machine, or with https must be named
  --data DIR        database, leases, logs, keys (default: $default_data)
  --images DIR      the images that machines boot (default: $default_images)

Several interfaces: repeat --interface, each followed by its own --range, --router and --dns.
Without --interface, the ones of the last time are used; likewise --archives.
USAGE
}

parse_up() {
    data=$default_data images=$default_images subnets=() archives=""
    while [ $# -gt 0 ]; do
        case "$1" in
        --interface | --range | --router | --dns | --archives | --data | --images) need_value "$1" up $# ;;&
        --interface) subnets+=("--interface=$2"); shift 2 ;;
        --range | --router | --dns)
            [ ${#subnets[@]} -gt 0 ] || bad_usage "$1 comes after the --interface that it belongs to" up
            subnets[-1]+=" $1=$2"
            shift 2
            ;;
        --archives) archives=$2; shift 2 ;;
        --data) data=$(readlink -m "$2"); shift 2 ;;
        --images) images=$(readlink -m "$2"); shift 2 ;;
        --help | -h) up_usage; exit 0 ;;
        *) bad_usage "unknown argument: $1" up ;;
        esac
    done
}

run_up() {
    parse_up "$@"
    require_root up "it opens the ports 67, 69 and 514"
    local pid
    pid=$(launcher_pid "$data")
    if [ -n "$pid" ]; then
        say "already runs as process $pid; to change its settings: deploy/$program down, then up"
        return
    fi
    if [ ${#subnets[@]} -eq 0 ]; then
        mapfile -t subnets < <(cat "$data/subnets" 2>/dev/null)
        [ ${#subnets[@]} -gt 0 ] || mapfile -t subnets < <(older_subnets "$data/interfaces")
        [ ${#subnets[@]} -gt 0 ] || bad_usage "--interface is missing: on which network are the machines?" up
    fi
    archives=${archives:-$(cat "$data/archives" 2>/dev/null || echo public)}
    install_packages "$packages_of_up"
    check_interfaces
    build_muster
    build_images "$images"
    mkdir -p "$data"
    printf '%s\n' "${subnets[@]}" >"$data/subnets"
    rm -f "$data/interfaces" # an older version's
    printf '%s\n' "$archives" >"$data/archives"
    launch
    tell_what_is_reachable
}

# fills proxies and api_host
check_interfaces() {
    local entry name cidr
    proxies=() api_host=""
    for entry in "${subnets[@]}"; do
        name=$(option_of "$entry" interface)
        ip link show dev "$name" >/dev/null 2>&1 ||
            die "there is no interface '$name'" "this machine has: $(ip -o link show | cut -d: -f2 | tr -d '\n')"
        cidr=$(ip -4 -o address show dev "$name" scope global | awk '{print $4; exit}')
        [ -n "$cidr" ] || die "interface $name has no IPv4 address" \
            "give it one on the machines' subnet, for example: ip address add 10.0.0.1/24 dev $name"
        [ -n "$(option_of "$entry" range)" ] || bad_usage "--range is missing for $name: LOW-HIGH within the subnet of $cidr" up
        check_range "$entry" "$name" "$cidr"
        proxies+=("--proxy=${cidr%/*}=$(subnet_of "$cidr")")
        api_host=${api_host:-${cidr%/*}}
    done
}

older_subnets() { # FILE: what an older version kept, name=IF,range=LOW-HIGH,... a line
    sed -E 's/ +/,/g; s/^name=/--interface=/; s/,(range|router|dns)=/ --\1=/g' "$1" 2>/dev/null || true
}

option_of() { # ENTRY NAME: the option's value, or nothing
    local word
    for word in $1; do
        case "$word" in "--$2="*) echo "${word#*=}" ;; esac
    done
}

check_range() { # ENTRY NAME CIDR
    local range low high net own
    range=$(option_of "$1" range)
    low=${range%-*} high=${range#*-}
    if [[ $range != *-* ]] || ! is_ipv4 "$low" || ! is_ipv4 "$high"; then
        bad_usage "--range is two IPv4 addresses, LOW-HIGH, not '$range'" up
    fi
    net=$(subnet_of "$3") own=$(number_of "${3%/*}")
    if [ "$(subnet_of "$low/${3#*/}")" != "$net" ] || [ "$(subnet_of "$high/${3#*/}")" != "$net" ]; then
        die "the range $range is not within $net, the subnet of $2" "choose addresses of $net that nobody uses"
    fi
    [ "$(number_of "$low")" -le "$(number_of "$high")" ] || die "the range $range is empty: its first address is above its last"
    if [ "$own" -ge "$(number_of "$low")" ] && [ "$own" -le "$(number_of "$high")" ]; then
        die "the range $range holds ${3%/*}, this machine's own address on $2" "choose a range without it"
    fi
}

is_ipv4() {
    local part parts
    [[ $1 =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] || return 1
    IFS=. read -r -a parts <<<"$1"
    for part in "${parts[@]}"; do
        [ "$((10#$part))" -le 255 ] || return 1
    done
}

number_of() { # IPV4
    local a b c d
    IFS=. read -r a b c d <<<"$1"
    echo $(((10#$a << 24) + (10#$b << 16) + (10#$c << 8) + 10#$d))
}

subnet_of() { # IPV4/BITS
    local bits=${1#*/} number
    number=$(($(number_of "${1%/*}") & (0xffffffff << (32 - bits) & 0xffffffff)))
    echo "$((number >> 24 & 255)).$((number >> 16 & 255)).$((number >> 8 & 255)).$((number & 255))/$bits"
}

launch() {
    local jdk built=$checkout/deploy/local/target served shown=0
    jdk=$(java_home)
    read -r -a served <<<"${subnets[*]}"
    mkdir -p "$data/run" "$data/logs"
    chmod 0755 "$data"
    local out=$data/run/start.log
    setsid "$jdk/bin/java" "${launcher_jvm[@]}" -cp "$built/classes:$built/lib/*" \
        dev.muster.local.MusterLocal --daemon --checkout="$checkout" --data="$data" --images="$images" \
        "${served[@]}" --api-host="$api_host" "${proxies[@]}" --archives="$archives" </dev/null >"$out" 2>&1 &
    launcher=$!
    # an impatient operator: nothing may stay half started
    trap 'kill -TERM "$launcher" 2>/dev/null; wait "$launcher"; exit 130' INT TERM
    say "starting (data: $data)"
    until grep -q '^Muster is ready' "$out"; do
        shown=$(show_lines "$out" "$shown")
        if ! kill -0 "$launcher" 2>/dev/null; then
            show_lines "$out" "$shown" >/dev/null
            die "Muster did not start" "the last lines above say why; logs: $data/logs"
        fi
        sleep 0.2
    done
    show_lines "$out" "$shown" >/dev/null
    trap - INT TERM
    api_url=$(sed -n 's#^Muster is ready: \(.*\)/$#\1#p' "$out")
    echo "$api_url" >"$data/run/region-url"
}

# FILE NUMBER: lines after the first NUMBER go to the terminal; prints how many there are now
show_lines() {
    local total
    total=$(wc -l <"$1")
    tail -n +$(($2 + 1)) "$1" | head -n $((total - $2)) | sed 's/^/  /' >&2
    echo "$total"
}

tell_what_is_reachable() {
    local names=("${subnets[@]%% *}")
    cat <<TEXT

Muster runs. Switch a machine on that boots from the network of ${names[*]#--interface=}: it enlists itself.

  API        $api_url/
  key        deploy/$program api-key   (kept in $data/secrets/api-key)
  apt proxy  http://$api_host:8000/
  watch      deploy/$program logs cluster -f
  stop       deploy/$program down
TEXT
}
