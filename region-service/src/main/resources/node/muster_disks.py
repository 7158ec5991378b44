"""The disks of this machine, as the installer and the eraser see them."""

import json
import os
import re
import subprocess

import muster_node as node

# What the kernel calls disks and is none of the machine's, and the parts of an eMMC chip that belong to its firmware.
NO_DISK = re.compile(r"(zram|nbd|ram|fd|rbd|sr)\d|mmcblk\d+(boot\d+|rpmb)$")
COLUMNS = "NAME,PATH,SIZE,RO,RM,TRAN,TYPE,SERIAL,WWN,LOG-SEC"


class Disk:
    def __init__(self, row):
        self.name = row["name"]
        self.path = row["path"]
        self.size = int(row["size"] or 0)  # bytes
        self.read_only = row["ro"] in (True, "1")
        self.removable = row["rm"] in (True, "1")
        self.transport = row["tran"] or ""
        self.kind = row["type"]
        self.serial = (row["serial"] or "").strip()
        self.wwn = row["wwn"] or ""

    def is_local(self):
        """A medium in the machine or on its USB: not the network disk that this system runs from, nor an optical drive
        or a card reader without a card."""
        return (
            self.kind == "disk"
            and self.size > 0
            and self.transport != "iscsi"
            and not NO_DISK.match(self.name)
        )

    def left_alone(self):
        """Why Muster does not write to a local disk; empty where it may."""
        if self.removable:
            return "removable"
        if self.transport == "usb":
            return "USB"
        if self.read_only:
            return "read-only"
        return "in use" if self.in_use() else ""

    def in_use(self):
        """Whether it or a partition of it is mounted."""
        with open(f"{node.ROOT}/proc/self/mounts", encoding="utf-8") as mounts:
            sources = {line.split()[0] for line in mounts}
        real = {os.path.realpath(source) for source in sources if source.startswith("/")}
        partition = re.compile(re.escape(self.partition("")) + "[0-9]+")
        return any(device == self.path or partition.fullmatch(device) for device in real)

    def partition(self, number):
        """Path of a partition: /dev/sda1, /dev/nvme0n1p1."""
        return f"{self.path}{'p' if self.path[-1].isdigit() else ''}{number}"

    def __str__(self):
        return f"{self.path} ({gib(self.size)}{', ' + self.serial if self.serial else ''})"


def gib(size):
    return f"{size / 2**30:.1f} GiB"


def all_disks():
    listing = subprocess.run(
        ["lsblk", "--json", "--bytes", "--nodeps", "--output", COLUMNS], stdout=subprocess.PIPE, check=True
    )
    return [Disk(row) for row in json.loads(listing.stdout)["blockdevices"]]


def local_disks():
    return [disk for disk in all_disks() if disk.is_local()]


def own_disks():
    """Built into the machine, writable, and free."""
    return [disk for disk in local_disks() if not disk.left_alone()]
