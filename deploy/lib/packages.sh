# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the program that sources this
# The Debian packages that a command needs: which, why, and how to see that one is there.

# package | a file that it brings | what for
readonly packages_of_up='
iproute2|/usr/sbin/ip|looks at the network interfaces
curl|/usr/bin/curl|asks the services for their health
util-linux|/usr/bin/setpriv|ends the services with their launcher
mmdebstrap|/usr/bin/mmdebstrap|builds the image that machines boot
e2fsprogs|/usr/sbin/mke2fs|makes the file system of that image
squashfs-tools|/usr/bin/mksquashfs|makes it again as one file to download
zstd|/usr/bin/zstd|packs the system that is installed to disks
debian-archive-keyring|/usr/share/keyrings/debian-archive-keyring.gpg|proves the packages in that image
pxelinux|/usr/lib/PXELINUX/pxelinux.0|the loader of machines with BIOS firmware
syslinux-common|/usr/lib/syslinux/modules/bios/ldlinux.c32|the modules of that loader
squid|/usr/sbin/squid|the apt proxy of the machines
ipmitool|/usr/bin/ipmitool|switches machines on and off by their BMCs
'

readonly packages_of_demo="$packages_of_up"'
qemu-system-x86|/usr/bin/qemu-system-x86_64|the virtual machine
qemu-utils|/usr/bin/qemu-img|its disk
seabios|/usr/share/seabios/bios-256k.bin|its firmware
ovmf|/usr/share/OVMF/OVMF_CODE_4M.fd|its other firmware, UEFI
ipxe-qemu|/usr/lib/ipxe/qemu/pxe-virtio.rom|the boot ROM of its network card
ethtool|/usr/sbin/ethtool|switches off checksum offload between the private networks
openipmi|/usr/bin/ipmi_sim|the BMC of the virtual machine
socat|/usr/bin/socat|passes on what that BMC is asked
lldpd|/usr/sbin/lldpd|what the switch of the rack says of itself
openssh-client|/usr/bin/ssh-keygen|logs into the installed system
'

readonly packages_of_tests="$packages_of_demo"'
qemu-block-extra|/usr/lib/x86_64-linux-gnu/qemu/block-iscsi.so|reads disks over iSCSI
libiscsi-bin|/usr/bin/iscsi-inq|asks an iSCSI target what it is
udhcpc|/usr/sbin/udhcpc|a DHCP client
isc-dhcp-client|/usr/sbin/dhclient|a DHCP client
tftp-hpa|/usr/bin/tftp|a TFTP client
atftp|/usr/bin/atftp|a TFTP client with windows
busybox|/usr/bin/busybox|a TFTP client
bsdutils|/usr/bin/logger|a syslog sender
syslog-ng-core|/usr/bin/loggen|a syslog sender in every framing, TLS too
dhcping|/usr/sbin/dhcping|asks a DHCP server whether it is there
nmap|/usr/bin/nmap|discovers DHCP servers
kea-admin|/usr/sbin/perfdhcp|a hundred DHCP clients
dnsmasq-base|/usr/sbin/dnsmasq|a DHCP server beside ours
tcpdump|/usr/bin/tcpdump|sees what is on the wire
libvirt-clients|/usr/bin/virsh|switches virtual machines
fdisk|/usr/sbin/sfdisk|partitions a disk as the installer does
gdisk|/usr/sbin/sgdisk|partitions a disk as the installer does
dosfstools|/usr/sbin/mkfs.vfat|makes the file system that UEFI boots from
dash|/usr/bin/dash|runs the enlistment script as a machine does
shellcheck|/usr/bin/shellcheck|reads the shell scripts
jq|/usr/bin/jq|reads the answers of the API as docs/api.md does
python3-requests|/usr/lib/python3/dist-packages/requests/__init__.py|cloud-init needs it
python3-oauthlib|/usr/lib/python3/dist-packages/oauthlib/__init__.py|cloud-init needs it
python3-configobj|/usr/lib/python3/dist-packages/configobj/__init__.py|cloud-init needs it
python3-netifaces|/usr/share/doc/python3-netifaces|cloud-init needs it
python3-yaml|/usr/lib/python3/dist-packages/yaml/__init__.py|cloud-init needs it
syslinux|/usr/bin/syslinux|the loader on the disk of a machine
mtools|/usr/bin/mcopy|fills that disk
dosfstools|/usr/sbin/mkfs.vfat|makes its file system
fdisk|/usr/sbin/sfdisk|parts it
'

readonly packages_of_full_tests="$packages_of_tests"'
golang-go|/usr/bin/go|runs a client of the API that is written in Go
golang-github-juju-gomaasapi-dev|/usr/share/gocode/src/github.com/juju/gomaasapi/client.go|that client: the library of Juju
'

# TABLE: prints the lines whose file is not there
missing_packages() {
    local package file reason
    while IFS='|' read -r package file reason; do
        [ -z "$package" ] || [ -e "$file" ] || { [ "$package" = syslog-ng-core ] && has_another_logger; } ||
            printf '%s|%s\n' "$package" "$reason"
    done <<<"$1"
}

install_packages() { # TABLE
    local missing package reason names=()
    missing=$(missing_packages "$1")
    [ -n "$missing" ] || return 0
    say "installing Debian packages that this machine lacks:"
    while IFS='|' read -r package reason; do
        printf '  %-24s %s\n' "$package" "$reason"
        names+=("$package")
    done <<<"$missing"
    # these packages would start a service of their own: a proxy on a port, a second logger of this machine, frames
    # to the switch
    local service masked=()
    for service in squid syslog-ng lldpd; do
        if [[ " ${names[*]} " =~ \ $service(-core)?\  ]] && mask "$service"; then
            masked+=("/etc/systemd/system/$service.service")
        fi
    done
    apt_install "${names[@]}"
    [ "${#masked[@]}" = 0 ] || rm -f "${masked[@]}"
    [ -z "$(missing_packages "$1")" ] ||
        die "still missing after the installation: $(missing_packages "$1" | cut -d'|' -f1 | paste -sd' ')"
}

# DIR: cloud-init's modules go there, for a test that runs them. Not installed: its service would take the machine
# that it is on for a fresh one at the next boot.
unpack_cloud_init() {
    local parts archive
    [ ! -e "$1/usr/lib/python3/dist-packages/cloudinit" ] || return 0
    say "unpacking Debian's cloud-init for the tests"
    parts=$(mktemp -d)
    chmod 755 "$parts"
    (cd "$parts" && apt-get -q download cloud-init >/dev/null 2>&1) ||
        say "cloud-init could not be downloaded; its test will say so"
    for archive in "$parts"/cloud-init_*.deb; do
        if [ -e "$archive" ]; then
            mkdir -p "$1"
            dpkg-deb --extract "$archive" "$1"
        fi
    done
    rm -rf "$parts"
}

mask() { # SERVICE
    [ -d /etc/systemd/system ] && [ ! -e "/etc/systemd/system/$1.service" ] &&
        ln -s /dev/null "/etc/systemd/system/$1.service"
}

# apt would take another logger, such as rsyslog, from the machine in exchange: that is not for a test to do
has_another_logger() {
    dpkg-query -W -f '${Package} ${db:Status-Status} ${Provides}\n' |
        grep -E '^[^ ]+ installed .*system-log-daemon' | grep -qv '^syslog-ng-core '
}

apt_install() {
    command -v apt-get >/dev/null || die "this is not a Debian machine: there is no apt-get" "install: $*"
    local log
    log=$(mktemp)
    if ! apt_quietly "$log" install "$@"; then
        say "the package lists are old or absent: apt-get update"
        apt_quietly "$log" update || true
        apt_quietly "$log" install "$@" || {
            tail -n 20 "$log" >&2
            rm -f "$log"
            die "apt-get could not install: $*" "its last lines are above"
        }
    fi
    rm -f "$log"
}

apt_quietly() { # LOG WORD...
    local log=$1
    shift
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        --no-install-recommends "$@" >"$log" 2>&1 </dev/null
}
