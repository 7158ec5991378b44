# shellcheck shell=bash disable=SC2154 # variables are shared with build-ephemeral, which sources this
# Debian's own installer: its kernel and its initrd, as Debian builds them for booting from the network. They are taken
# out of the package that apt fetches and proves; it is not installed.

readonly installer_cache=.installer # in $output, a folder for each version

# FOLDER of an image: puts di-kernel and di-initrd there.
add_installer() {
    local package version files
    package=$(installer_package)
    version=$(apt-cache show --no-all-versions "$package" 2>/dev/null | sed -n 's/^Version: //p')
    [ -n "$version" ] || die "this machine's apt has no $package" \
        "run apt-get update, or build without --installer"
    files=$output/$installer_cache/$version
    if [ ! -e "$files/di-initrd" ]; then
        say "fetching Debian's installer, $package $version"
        fetch_installer "$package" "$build_dir/installer"
        rm -rf "${files%/*}"
        mkdir -p "${files%/*}"
        mv -T "$build_dir/installer/found" "$files"
    fi
    cp "$files/di-kernel" "$files/di-initrd" "$1/"
}

installer_package() {
    case "$suite" in
    bullseye) echo debian-installer-11-netboot-amd64 ;;
    bookworm) echo debian-installer-12-netboot-amd64 ;;
    trixie) echo debian-installer-13-netboot-amd64 ;;
    *) die "which installer is that of Debian $suite?" "build without --installer" ;;
    esac
}

fetch_installer() { # PACKAGE DIR
    local name folder=amd64/text/debian-installer/amd64
    mkdir -p "$2/debs" "$2/found"
    chmod 0777 "$2/debs"
    (cd "$2/debs" && apt-get download -q "$1" >"$build_dir/installer.log" 2>&1) || {
        tail -n 10 "$build_dir/installer.log" >&2
        die "apt could not fetch $1" "try 'apt-get update' on this machine first"
    }
    dpkg-deb --fsys-tarfile "$2"/debs/*.deb | tar -x -C "$2" --wildcards "*/$folder/linux" "*/$folder/initrd.gz"
    for name in linux:di-kernel initrd.gz:di-initrd; do
        mv "$2"/usr/lib/debian-installer/images/*/$folder/"${name%:*}" "$2/found/${name#*:}" ||
            die "$1 has no ${name%:*} where it used to be"
    done
}
