"""The disks of this machine, as the installer and the eraser see them."""

import json
import os
import subprocess

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

    def is_own(self):
        """Built into the machine and writable: not the network disk that this system runs from, nor a stick."""
        return (
            self.kind == "disk"
            and self.size > 0
            and not self.read_only
            and not self.removable
            and self.transport not in ("iscsi", "usb")
            and not self.name.startswith(("zram", "nbd", "ram", "fd", "rbd"))
        )

    def in_use(self):
        """Whether something of it is mounted."""
        with open("/proc/self/mounts", encoding="utf-8") as mounts:
            sources = {line.split()[0] for line in mounts}
        real = {os.path.realpath(source) for source in sources if source.startswith("/dev/")}
        return any(device == self.path or device.startswith(self.path) for device in real)

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


def own_disks():
    return [disk for disk in all_disks() if disk.is_own() and not disk.in_use()]
