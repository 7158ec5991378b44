# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the program that sources this
# What 'up' has started: is it there, what does it do, end it.

readonly services=(postgres kafka squid region cluster launcher)

# the pid of the launcher that works on DATA, or nothing
launcher_pid() { # DATA
    local pid words
    pid=$(cat "$1/run/muster.pid" 2>/dev/null) || return 0
    [[ $pid =~ ^[0-9]+$ ]] || return 0
    # numbers are used again: it must be a launcher, and the one of this directory
    words=$({ tr '\0' '\n' <"/proc/$pid/cmdline"; } 2>/dev/null) || return 0
    if grep -qxF dev.muster.local.MusterLocal <<<"$words" && grep -qxF -- "--data=$1" <<<"$words"; then
        echo "$pid"
    fi
}

# --data for the commands that take nothing else; sets data
parse_data() { # COMMAND WORD...
    local command=$1
    shift
    data=$default_data
    while [ $# -gt 0 ]; do
        case "$1" in
        --data) need_value "$1" "$command" $#; data=$2; shift 2 ;;
        --help | -h) "${command//-/_}_usage"; exit 0 ;;
        *) bad_usage "unknown argument: $1" "$command" ;;
        esac
    done
    data=$(readlink -m "$data")
}

status_usage() {
    cat <<USAGE
usage: deploy/$program status [--data DIR]

Shows what runs and where it answers. Exit status: 0 all runs, 1 something does not, 3 nothing was started.

  --data DIR   the directory that was given to 'up' (default: $default_data)
USAGE
}

run_status() {
    parse_data status "$@"
    local pid
    pid=$(launcher_pid "$data")
    if [ -z "$pid" ]; then
        say "not running (data: $data)"
        exit 3
    fi
    say "running as process $pid for $(ps -o etime= -p "$pid" | tr -d ' '), data in $data"
    local name child address state all=0
    while read -r name child address; do
        state=running
        if [ "$child" = - ] || ! kill -0 "$child" 2>/dev/null; then
            state="NOT READY, see: deploy/$program logs $name" child=- all=1
        fi
        printf '  %-10s %-8s %-30s %s\n' "$name" "$child" "$address" "$state"
    done <"$data/run/services"
    if [ -s "$data/run/trouble" ]; then
        printf '  %s\n' "$(cat "$data/run/trouble")"
        all=1
    fi
    health region "$data/run/region-url" || all=1
    exit "$all"
}

health() { # NAME FILE-WITH-URL
    local url
    url=$(cat "$2" 2>/dev/null) || return 0
    if curl --silent --fail --noproxy '*' --max-time 5 --output /dev/null "${url%/MAAS*}/q/health/ready"; then
        printf '  API        %s/  answers\n' "$url"
    else
        printf '  API        %s/  DOES NOT ANSWER, see: deploy/%s logs %s\n' "$url" "$program" "$1"
        return 1
    fi
}

logs_usage() {
    cat <<USAGE
usage: deploy/$program logs [SERVICE] [-f] [-n LINES] [--data DIR]

Shows the last lines of the logs. SERVICE is one of: ${services[*]}; without it, of all.

  -f           go on as lines come
  -n LINES     how many lines of each (default: 100 of one, 10 of all)
  --data DIR   the directory that was given to 'up' (default: $default_data)
USAGE
}

run_logs() {
    local follow=() lines="" chosen=() data=$default_data name
    while [ $# -gt 0 ]; do
        case "$1" in
        -f | --follow) follow=(-F); shift ;;
        -n | --lines) need_value "$1" logs $#; require_number "$1" "$2" logs; lines=$2; shift 2 ;;
        --data) need_value "$1" logs $#; data=$2; shift 2 ;;
        --help | -h) logs_usage; exit 0 ;;
        *)
            [[ " ${services[*]} " == *" $1 "* ]] || bad_usage "no service has the name $1; there are: ${services[*]}" logs
            chosen+=("$1")
            shift
            ;;
        esac
    done
    [ ${#chosen[@]} -gt 0 ] || { chosen=("${services[@]}"); lines=${lines:-10}; }
    local files=()
    for name in "${chosen[@]}"; do
        [ ! -f "$data/logs/$name.log" ] || files+=("$data/logs/$name.log")
    done
    [ ${#files[@]} -gt 0 ] || die "no logs in $data/logs" "was Muster started with another --data?"
    exec tail -n "${lines:-100}" "${follow[@]}" -- "${files[@]}"
}

down_usage() {
    cat <<USAGE
usage: deploy/$program down [--data DIR]

Stops what 'up' started, in order, and waits until it has ended. The data stay.

  --data DIR   the directory that was given to 'up' (default: $default_data)
USAGE
}

run_down() {
    parse_data down "$@"
    local pid deadline=$((SECONDS + 90))
    pid=$(launcher_pid "$data")
    if [ -z "$pid" ]; then
        say "not running (data: $data)"
        return
    fi
    kill -TERM "$pid" || die "cannot stop process $pid" "run this as the user that ran 'up'"
    say "stopping process $pid and its services"
    while [ -n "$(launcher_pid "$data")" ]; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            say "it did not stop within 90 s and is killed; its services end with it"
            kill -KILL "$pid"
            deadline=$((SECONDS + 90))
        fi
        sleep 0.2
    done
    say "stopped"
}
