"""The target disk: chosen, partitioned, and the installed system on it made this machine's own."""

import json
import os
import re
import subprocess
import uuid

import muster_disks
import muster_node as node

MIB = 1024 * 1024
BIOS_BOOT_MIB = 1
ESP_MIB = 512
LEAST_ROOT = 1536 * MIB  # where the image does not say how much it is
SPARE = 1.25  # of the unpacked size: the file system's own, and room to boot

BIOS_BOOT, ESP, ROOT = 1, 2, 3  # partition numbers


class NoDisk(Exception):
    """There is no disk to install to."""


def needed(image, kind):
    """Bytes that the disk must have."""
    if kind == "dd":
        return image.unpacked or 0
    root = LEAST_ROOT if image.unpacked is None else max(LEAST_ROOT, int(image.unpacked * SPARE))
    return root + (BIOS_BOOT_MIB + ESP_MIB + 2) * MIB


def choose_disk(wanted, size):
    """The disk that `wanted` names by `path`, `serial` or `wwn`; without it the smallest of the machine's own disks
    that has `size` bytes, so that data disks stay what they are."""
    if wanted:
        return named_disk(wanted, size)
    disks = sorted(muster_disks.own_disks(), key=lambda disk: (disk.size, disk.name))
    for disk in disks:
        if disk.size >= size:
            return disk
    found = ", ".join(str(disk) for disk in disks)
    if found:
        raise NoDisk(f"no disk is large enough: {muster_disks.gib(size)} needed, there is {found}")
    raise NoDisk("this machine has no disk of its own")


def named_disk(wanted, size):
    key, value = next(iter(wanted.items()))
    disks = [disk for disk in muster_disks.all_disks() if disk.kind in ("disk", "loop") and is_named(disk, key, value)]
    if len(disks) != 1:
        raise NoDisk(f"{len(disks)} disks have the {key} '{value}'")
    if disks[0].in_use() or disks[0].read_only:
        raise NoDisk(f"{disks[0]} is in use or read-only")
    if disks[0].size < size:
        raise NoDisk(f"{disks[0]} is too small: {muster_disks.gib(size)} needed")
    return disks[0]


def is_named(disk, key, value):
    if key == "path":
        return os.path.realpath(value) == disk.path
    if key == "serial":
        return disk.serial == value
    if key == "wwn":
        return disk.wwn == value
    raise NoDisk(f"a disk is named by path, serial or wwn, not by '{key}'")


class Target:
    """The disk under work, and where its root file system is mounted."""

    def __init__(self, disk, run, mount=f"{node.RUN}/target"):
        self.disk = disk
        self.run = run  # runs a command, with its output in the log
        self.mount = mount
        self.uefi = os.path.isdir(f"{node.ROOT}/sys/firmware/efi")
        self.root_uuid = str(uuid.uuid4())
        self.esp_id = uuid.uuid4().hex[:8].upper()
        self.mounted = []

    def partition(self):
        """GPT that both firmwares boot from, with the root file system mounted. All that was on the disk is lost."""
        self.run(["wipefs", "--all", "--force", "--quiet", self.disk.path])
        table = (
            "label: gpt\n"
            f"size={BIOS_BOOT_MIB}MiB, type=21686148-6449-6E6F-744E-656564454649, name=bios\n"
            f"size={ESP_MIB}MiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=esp\n"
            "type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=root\n"
        )
        sfdisk = ["sfdisk", "--quiet", "--wipe", "always", "--wipe-partitions", "always", "--no-reread"]
        self.run([*sfdisk, self.disk.path], stdin=table)
        self.run(["partx", "--update", self.disk.path])
        self.run(["mkfs.vfat", "-F", "32", "-n", "ESP", "-i", self.esp_id, self.disk.partition(ESP)])
        root = self.disk.partition(ROOT)
        self.run(["mkfs.ext4", "-q", "-F", "-L", "root", "-U", self.root_uuid, "-E", "nodiscard", root])
        os.makedirs(self.mount, exist_ok=True)
        self._mount(["-t", "ext4", "-o", "noatime", root], "")
        os.makedirs(f"{self.mount}/boot/efi", exist_ok=True)
        if self.uefi:
            self._mount(["-t", "vfat", self.disk.partition(ESP)], "/boot/efi")

    def enter(self):
        """Makes `chroot` work as in a running system."""
        for folder in ("dev", "proc", "sys"):
            self._mount(["--bind", f"/{folder}"], f"/{folder}")

    def chroot(self, *command):
        self.run(["chroot", self.mount, *command])

    def leave(self):
        """Unmounts; after this all is on the disk."""
        while self.mounted:
            self.run(["umount", self.mounted.pop()])
        self.run(["blockdev", "--flushbufs", self.disk.path])

    def forget(self):
        """After a failure: the disk must not look as if it could be booted."""
        while self.mounted:
            subprocess.call(["umount", "--lazy", self.mounted.pop()])
        subprocess.call(["wipefs", "--all", "--force", "--quiet", self.disk.path])

    def _mount(self, source, place):
        self.run(["mount", *source, self.mount + place])
        self.mounted.append(self.mount + place)

    # --- the system's configuration ---------------------------------------------------------------------

    def write(self, path, text, mode=0o644):
        file = self.mount + path
        os.makedirs(os.path.dirname(file), exist_ok=True)
        if os.path.islink(file):
            os.unlink(file)
        with open(file, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, mode)) as out:
            out.write(text)
        os.chmod(file, mode)

    def has(self, path):
        return os.path.lexists(self.mount + path)

    def configure(self, plan):
        hostname = plan["hostname"]
        short = hostname.partition(".")[0]
        names = hostname if short == hostname else f"{hostname} {short}"
        esp = f"UUID={self.esp_id[:4]}-{self.esp_id[4:]} /boot/efi vfat umask=0077 0 1\n"
        self.write("/etc/fstab", f"UUID={self.root_uuid} / ext4 errors=remount-ro 0 1\n{esp if self.uefi else ''}")
        self.write("/etc/hostname", f"{short}\n")
        self.write(
            "/etc/hosts",
            f"127.0.0.1 localhost\n127.0.1.1 {names}\n\n::1 localhost ip6-localhost ip6-loopback\n"
            "ff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n",
        )
        self.write("/etc/machine-id", f"{uuid.uuid4().hex}\n", 0o444)
        self._network(node.boot_mac())
        if plan.get("apt_proxy") and self.has("/etc/apt/apt.conf.d"):
            self.write("/etc/apt/apt.conf.d/90muster-proxy", f'Acquire::http::Proxy "{plan["apt_proxy"]}";\n')
        write_datasource(self, plan)

    def _network(self, mac):
        """DHCP on the card that the machine boots from, whatever its name is after the next change of hardware. The
        client identifier is the one that the firmware has, so that the machine keeps its address."""
        match = f"MACAddress={mac}\nKind=!*\n" if mac else "Type=ether\nKind=!*\n"
        if self.has("/usr/sbin/netplan"):
            netplan = {"dhcp4": True, "dhcp-identifier": "mac", "match": {"macaddress": mac} if mac else {"name": "e*"}}
            document = {"network": {"version": 2, "ethernets": {"boot": netplan}}}
            self.write("/etc/netplan/50-muster.yaml", json.dumps(document, indent=2) + "\n", 0o600)
        else:
            self.write(
                "/etc/systemd/network/50-muster.network",
                f"[Match]\n{match}\n[Network]\nDHCP=ipv4\nLinkLocalAddressing=ipv6\n\n[DHCPv4]\nClientIdentifier=mac\n",
            )


def write_datasource(target, plan):
    """cloud-init asks our metadata service with the node's key, and nobody else. Only root may read it."""
    maas = {key: plan[key] for key in ("metadata_url", "consumer_key", "token_key", "token_secret")}
    maas.update(timeout=50, max_wait=120)
    keys = json.dumps(plan.get("ssh_keys") or [])
    # JSON is YAML; but the list stands on one line, for ds-identify reads it with a shell
    text = f"datasource_list: [ MAAS ]\ndatasource:\n  MAAS: {json.dumps(maas)}\nssh_authorized_keys: {keys}\n"
    target.write("/etc/cloud/cloud.cfg.d/90_dpkg_local_cloud_config.cfg", text, 0o600)


def kernel_options(plan):
    """What the installed kernel is told: all that follows `---` on our own command line, as Debian's installer does,
    and what the plan adds."""
    _, dashes, kept = node.kernel_line().partition(" --- ")
    words = (kept.split() if dashes else []) + (plan.get("kernel_options") or "").split()
    return " ".join(word for word in words if not re.match("BOOTIF=|initrd=", word))
