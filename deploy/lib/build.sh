# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the program that sources this
# Brings the jars and the image up to date with the sources.

readonly runners=(region-service/target/quarkus-app/quarkus-run.jar cluster-service/target/quarkus-app/quarkus-run.jar)
readonly modules=(deploy/local deploy/lab)

# every full build writes both runners anew: the older of them tells when that was
needs_build() {
    local file oldest=""
    for file in "${modules[@]}"; do
        [ ! -f "$checkout/$file/pom.xml" ] || [ -d "$checkout/$file/target/lib" ] || return 0
    done
    for file in "${runners[@]}"; do
        [ -f "$checkout/$file" ] || return 0
        if [ -z "$oldest" ] || [ "$checkout/$file" -ot "$oldest" ]; then
            oldest=$checkout/$file
        fi
    done
    [ -n "$(find "$checkout" \( -name target -o -name .git -o -name docs \) -prune -o -type f \
        \( -name pom.xml -o -path '*/src/main/*' \) -newer "$oldest" -print -quit)" ]
}

build_muster() {
    needs_build || return 0
    say "building Muster (the first time takes some minutes: Maven fetches the libraries)"
    mkdir -p "$checkout/target"
    local log=$checkout/target/build.log builder status=0
    : >"$log"
    # no part of Muster may run from jars that are being replaced
    (cd "$checkout" && exec ./mvnw -B -DskipTests package >"$log" 2>&1) &
    builder=$!
    follow_modules "$log" "$builder"
    wait "$builder" || status=$?
    if [ "$status" != 0 ]; then
        grep -E '^\[ERROR\]|^\[WARNING\] .*\.java:' "$log" | head -n 15 >&2 || tail -n 15 "$log" >&2
        die "the build failed" "its whole output is in $log"
    fi
    say "built in $((SECONDS - build_began)) s"
}

follow_modules() { # LOG PID: one line for each module that Maven begins
    build_began=$SECONDS
    local shown=0 names
    while kill -0 "$2" 2>/dev/null; do
        sleep 1
        names=$(sed -n -E 's/^\[INFO\] Building (Muster[^[]*[^ [0-9.])( +[0-9][^ ]*)? +(\[[0-9/]+\]).*/\3 \1/p' "$1")
        while IFS= read -r name; do
            [ -z "$name" ] || printf '  %s\n' "$name"
        done < <(tail -n +$((shown + 1)) <<<"$names")
        [ -z "$names" ] || shown=$(wc -l <<<"$names")
    done
}

build_images() { # DIRECTORY [OPTION]...
    local output=$1
    shift
    mkdir -p "$output"
    "$here/images/build-ephemeral" --output "$output" "$@" ||
        die "the ephemeral image could not be built" "machines cannot enlist without it; the lines above say why"
}
