"""GRUB on the target, for the firmware that this machine booted with. The firmware's boot order is left as it is: it is
the network that decides, before every boot, what this machine does."""

import glob
import os
import shutil

import muster_target

SIGNED_GRUB = "/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed"
SHIM = "/usr/lib/shim/shimx64.efi.signed"


class NoLoader(Exception):
    """The image cannot be made to boot on this firmware."""


def install(target, plan):
    options = muster_target.kernel_options(plan)
    write_defaults(target, options)
    write_config(target, options)
    if target.uefi:
        install_uefi(target)
    else:
        install_bios(target)


def install_bios(target):
    if not target.has("/usr/sbin/grub-install") or not target.has("/usr/lib/grub/i386-pc"):
        raise NoLoader("the image has no GRUB for BIOS: grub2-common and grub-pc-bin are not in it")
    target.enter()
    target.chroot("grub-install", "--target=i386-pc", "--no-floppy", target.disk.path)


def install_uefi(target):
    """Shim and GRUB, both signed, under Debian's name and under the name that firmware tries when it knows none. Shim's
    fallback program stays away: it would write boot entries."""
    for file in (SIGNED_GRUB, SHIM):
        if not target.has(file):
            raise NoLoader(f"the image has no signed loader for UEFI: {file} is not in it")
    esp = f"{target.mount}/boot/efi/EFI"
    for folder, shim in (("debian", "shimx64.efi"), ("BOOT", "BOOTX64.EFI")):
        os.makedirs(f"{esp}/{folder}", exist_ok=True)
        shutil.copyfile(target.mount + SHIM, f"{esp}/{folder}/{shim}")
        shutil.copyfile(target.mount + SIGNED_GRUB, f"{esp}/{folder}/grubx64.efi")
        # wherever the signed GRUB was started from, it looks in /EFI/debian; others look beside themselves
        with open(f"{esp}/{folder}/grub.cfg", "w", encoding="ascii") as config:
            config.write(
                f"search.fs_uuid {target.root_uuid} root\nset prefix=($root)'/boot/grub'\nconfigfile $prefix/grub.cfg\n"
            )


def write_defaults(target, options):
    """For update-grub, which later kernels call."""
    target.write(
        "/etc/default/grub",
        "GRUB_DEFAULT=0\nGRUB_TIMEOUT_STYLE=hidden\nGRUB_TIMEOUT=0\nGRUB_DISTRIBUTOR=Debian\n"
        f'GRUB_CMDLINE_LINUX_DEFAULT=""\nGRUB_CMDLINE_LINUX="{options}"\n'
        "GRUB_TERMINAL=console\nGRUB_DISABLE_OS_PROBER=true\n",
    )


def write_config(target, options):
    """What update-grub would write in seconds, as far as one kernel needs it."""
    kernels = sorted(glob.glob(f"{target.mount}/boot/vmlinuz-*"))
    if not kernels:
        raise NoLoader("the image has no kernel: there is no /boot/vmlinuz-*")
    version = os.path.basename(kernels[-1]).partition("-")[2]
    initrd = f"/boot/initrd.img-{version}"
    target.write(
        "/boot/grub/grub.cfg",
        f"""# Written by Muster's installer; update-grub writes it anew.
set timeout_style=hidden
set timeout=0
search --no-floppy --fs-uuid --set=root {target.root_uuid}
menuentry 'Debian' {{
    linux /boot/vmlinuz-{version} root=UUID={target.root_uuid} ro {options}
    {f"initrd {initrd}" if target.has(initrd) else ""}
}}
""",
    )
