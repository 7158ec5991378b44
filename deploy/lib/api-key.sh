# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the program that sources this
# 'api-key': the admin's key, which the region wrote at its first start.

api_key_usage() {
    cat <<USAGE
usage: deploy/$program api-key [--renew] [--data DIR]

Prints the key of the admin user, consumer:token:secret, as MAAS clients take it.

  --renew      make a new key, and delete the one in the file
  --data DIR   the directory that was given to 'up' (default: $default_data)
USAGE
}

run_api_key() {
    local renew=no rest=()
    while [ $# -gt 0 ]; do
        case "$1" in
        --renew) renew=yes; shift ;;
        *) rest+=("$1"); shift ;;
        esac
    done
    parse_data api-key "${rest[@]}"
    local file=$data/secrets/api-key
    [ -e "$file" ] || die "there is no key in $data/secrets yet" "the region writes it at its first start: deploy/$program up"
    [ -r "$file" ] || die "$file is not readable for you" "try: sudo deploy/$program api-key"
    [ "$renew" = no ] || renew_key "$file"
    cat "$file"
}

renew_key() { # FILE
    local old new answer url
    [ -n "$(launcher_pid "$data")" ] || die "Muster is not running: only the region can make a key" "deploy/$program up"
    url=$(cat "$data/run/region-url")/api/1.0/account/
    old=$(cat "$1")
    answer=$(signed_post "$old" "$url?op=create_authorisation_token") ||
        die "the region did not make a new key" "POST $url?op=create_authorisation_token failed; see: deploy/$program logs region"
    new=$(json_text consumer_key "$answer"):$(json_text token_key "$answer"):$(json_text token_secret "$answer")
    [[ $new =~ ^[^:]+:[^:]+:[^:]+$ ]] || die "the region's answer holds no key"
    (umask 077 && printf '%s\n' "$new" >"$1.new")
    mv -T "$1.new" "$1"
    signed_post "$new" "$url?op=delete_authorisation_token" "token_key=$(cut -d: -f2 <<<"$old")" >/dev/null ||
        die "the new key is in $1, but the old one could not be deleted" "its token is $(cut -d: -f2 <<<"$old")"
}

# KEY URL [FORM-FIELD]: the header goes over a pipe, since everybody can read a command line
signed_post() {
    local consumer token secret
    IFS=: read -r consumer token secret <<<"$1"
    printf 'header = "Authorization: OAuth oauth_version=\\"1.0\\", oauth_signature_method=\\"PLAINTEXT\\", oauth_consumer_key=\\"%s\\", oauth_token=\\"%s\\", oauth_signature=\\"%%26%s\\", oauth_nonce=\\"%s\\", oauth_timestamp=\\"%s\\""\n' \
        "$consumer" "$token" "$secret" "$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')" "$(date +%s)" |
        curl --silent --show-error --fail --noproxy '*' --max-time 20 --config - --data "${3:-}" "$2"
}

json_text() { # NAME JSON: the text of a member of a flat object
    sed -n -E "s/.*\"$1\"[[:space:]]*:[[:space:]]*\"([^\"]*)\".*/\1/p" <<<"$2" | head -n 1
}
