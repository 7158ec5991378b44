# shellcheck shell=bash disable=SC2154 # variables are shared with the program that sources this
# Snapshots of images, for the programs that make them: $program is the program's name, $output the folder that the
# snapshots are in. A snapshot never changes: machines read it for minutes. What is new is a new snapshot, in which the
# files that stay are hard links, and which the link $output/current is switched to in one step.

readonly snapshots_kept=2

started=$SECONDS
say() { printf '%s: [%3d s] %s\n' "$program" $((SECONDS - started)) "$*"; }
die() {
    printf '%s: %s\n' "$program" "$1" >&2
    shift
    if [ $# -gt 0 ]; then
        printf '  %s\n' "$@" >&2
    fi
    exit 1
}

# Packages that this machine lacks; stdin: a file that proves the package, and the package.
require_packages() {
    local missing=() file package
    while read -r file package; do
        [ -e "$file" ] || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        die "packages are missing on this machine: ${missing[*]}" \
            "apt-get install --no-install-recommends ${missing[*]}"
    fi
}

# Makes $output and keeps all others out of it.
lock_output() {
    mkdir -p "$output"
    output=$(readlink -f "$output")
    exec 9>"$output/.lock"
    flock -n 9 || die "somebody else makes images in $output" "wait until that has ended"
    # what a program that was killed left behind
    find "$output" -maxdepth 1 -name '.build-*' -exec rm -rf --one-file-system {} +
}

build_dir=""
builder_pid=""
cleanup() {
    local status=$?
    trap - EXIT INT TERM HUP
    if [ -n "$builder_pid" ]; then
        # the first process of the builder's own namespaces: its mounts and children go with it
        kill -KILL "$builder_pid" 2>/dev/null || true
        wait "$builder_pid" 2>/dev/null || true
    fi
    if [ -n "$build_dir" ]; then
        rm -rf --one-file-system "$build_dir"
    fi
    exit "$status"
}

# $build_dir, a folder that goes with this program however it ends.
make_build_dir() {
    trap cleanup EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
    build_dir=$(mktemp -d "$output/.build-XXXXXXXX")
    chmod 0755 "$build_dir"
}

# SNAPSHOT [PATH]...: links what the current snapshot has: all, or these files and folders of it.
link_from_current() {
    local snapshot=$1 path
    shift
    [ -e "$output/current" ] || return 0
    if [ $# = 0 ]; then
        cp -al "$output/current/." "$snapshot"
        rm -f "$snapshot/manifest.sha256"
        return 0
    fi
    for path in "$@"; do
        mkdir -p "$snapshot/$(dirname "$path")"
        cp -al "$output/current/$path" "$snapshot/$path"
    done
}

# The current snapshot's images: os/arch/subarch/release/label, a line each.
current_images() {
    [ -e "$output/current" ] || return 0
    (cd "$output/current" && find . -mindepth 5 -maxdepth 5 -type d -printf '%P\n' | sort)
}

# SNAPSHOT: the digest of each file; one that is linked keeps the digest that it was published with.
write_manifest() {
    local snapshot=$1 file line
    while IFS= read -r -d '' file; do
        line=""
        if [ "$snapshot/$file" -ef "$output/current/$file" ]; then
            line=$(grep -m 1 -Ex "[0-9a-f]{64}  ${file//./\\.}" "$output/current/manifest.sha256" || true)
        fi
        if [ -n "$line" ]; then
            echo "$line"
        else
            (cd "$snapshot" && sha256sum "$file")
        fi
    done < <(find "$snapshot" -type f ! -path "$snapshot/builder-key" -printf '%P\0' | sort -z) >"$build_dir/manifest"
    mv "$build_dir/manifest" "$snapshot/manifest.sha256"
}

# SNAPSHOT: makes it the current one, and $published its name; only the newest few stay.
publish() {
    write_manifest "$1"
    find "$1" -type f ! -perm 0444 -exec chmod 0444 {} +
    find "$1" -type d -exec chmod 0755 {} +
    sync -f "$1"
    published=snapshot-$(date -u +%Y%m%d-%H%M%S)
    while [ -e "$output/$published" ]; do # the last one is not a second old
        sleep 0.2
        published=snapshot-$(date -u +%Y%m%d-%H%M%S)
    done
    mv -T "$1" "$output/$published"
    ln -s "$published" "$build_dir/current"
    mv -T "$build_dir/current" "$output/current"
    sync -f "$output"
    remove_old_snapshots
}

remove_old_snapshots() {
    local old kept=1
    while IFS= read -r old; do
        [ "${old##*/}" != "$published" ] || continue
        kept=$((kept + 1))
        if [ "$kept" -gt "$snapshots_kept" ]; then
            say "removing ${old##*/}"
            rm -rf --one-file-system "$old"
        fi
    done < <(find "$output" -maxdepth 1 -type d -name 'snapshot-*' | sort -r)
}
