# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with the program that sources this
# 'demo': everything in private networks, with a virtual machine.

demo_usage() {
    cat <<USAGE
usage: deploy/$program demo [--full [--erase]] [--once] [--timeout SECONDS] [--images DIR] [--console]
            [--firmware bios|ipxe|uefi|uefi-secure|uefi-http|uefi-syslinux]

Starts Muster in network namespaces of its own, powers a virtual machine on, and prints its boot as it happens,
with the seconds since power-on, until the machine has enlisted itself. Then everything stays up, with the API's
address and key shown, until Ctrl-C, which leaves nothing behind. Needs root. Installs the Debian packages that
it lacks.

  --full             the machine's whole life: it has a BMC, is accepted, commissioned, acquired, installed to its
                     own disk, logged into, and released
  --erase            with --full: wipe the disk at the release
  --once             end after the enlistment, or the whole life: 0 if it came, else what is missing is named
  --timeout SECONDS  how long to wait for the enlistment, or for each part of the life (default: 300)
  --firmware KIND    what the machine boots with (default: bios)
  --images DIR       where the image of the machine is kept (default: $virtual_images)
  --console          print what the machine wrote to its serial console, at the end
USAGE
}

run_demo() {
    local images=$virtual_images arguments=()
    while [ $# -gt 0 ]; do
        case "$1" in
        --once | --console | --full | --erase) arguments+=("$1"); shift ;;
        --timeout)
            need_value "$1" demo $#
            require_number "$1" "$2" demo
            arguments+=(--timeout "$2")
            shift 2
            ;;
        --firmware)
            need_value "$1" demo $#
            case "$2" in
            bios | ipxe | uefi | uefi-secure | uefi-http | uefi-syslinux) arguments+=(--firmware "${2//-/_}") ;;
            *) bad_usage "--firmware is bios, ipxe, uefi, uefi-secure, uefi-http or uefi-syslinux, not '$2'" demo ;;
            esac
            shift 2
            ;;
        --images) need_value "$1" demo $#; images=$(readlink -m "$2"); shift 2 ;;
        --help | -h) demo_usage; exit 0 ;;
        *) bad_usage "unknown argument: $1" demo ;;
        esac
    done
    require_root demo "it makes network namespaces"
    install_packages "$packages_of_demo"
    build_muster
    # the kernel for virtual machines has no drivers to look through, and boots in two thirds of the time
    build_images "$images" --kernel cloud
    local jdk lab=$checkout/deploy/lab/target
    jdk=$(java_home)
    exec "$jdk/bin/java" "${launcher_jvm[@]}" -cp "$lab/classes:$lab/lib/*" \
        dev.muster.lab.Demo --checkout "$checkout" --images "$images" "${arguments[@]}"
}
