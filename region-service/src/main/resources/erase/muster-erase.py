#!/usr/bin/python3
"""Overwrites every disk of this machine, then powers it off.

All disks at once, each from its beginning to its end: by unmapping where the disk then promises zeros, which takes
seconds, else by writing zeros. The region hears how far it is; FAILED names each disk that was not wiped, and OK the
removable ones, which stay what they are.
"""

import ctypes
import errno
import os
import threading
import time

import muster_disks
import muster_node as node
from muster_metadata import Metadata, cloud_config

STEP = 256 * 2**20  # bytes wiped by one call
BLOCK = 4 * 2**20  # bytes of one write where the kernel does not do it for us
REPORT_EVERY = 10  # seconds

# fallocate(2) on a block device: the kernel unmaps, or writes zeros; either reads as zeros after it
KEEP_SIZE, PUNCH_HOLE, ZERO_RANGE = 0x01, 0x02, 0x10
UNSUPPORTED = (errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.ENODEV)

libc = ctypes.CDLL(None, use_errno=True)
libc.fallocate.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)


class Wipe(threading.Thread):
    """The wiping of one disk; `done` counts its bytes."""

    def __init__(self, path, size):
        super().__init__(daemon=True)
        self.path = path
        self.size = size
        self.done = 0
        self.broken = ""
        self.ways = [unmap, zero_range, write_zeros]

    def run(self):
        try:
            with open(self.path, "r+b", buffering=0) as device:
                while self.done < self.size:
                    length = min(STEP, self.size - self.done)
                    self._wipe(device.fileno(), self.done, length)
                    self.done += length
                os.fsync(device.fileno())
        except Exception as broken:  # pylint: disable=broad-except
            self.broken = getattr(broken, "strerror", None) or f"{type(broken).__name__} {broken}".rstrip()

    def failure(self):
        """Why the disk is not wiped; empty where it is, to its last byte."""
        if self.broken or self.done != self.size:
            return f"{self.path}: {self.broken or 'broken off'} at {muster_disks.gib(self.done)}"
        return ""

    def _wipe(self, device, offset, length):
        """The quickest way that this disk knows; one that it does not know is not tried again."""
        while True:
            try:
                self.ways[0](device, offset, length)
                return
            except OSError as broken:
                if broken.errno not in UNSUPPORTED or len(self.ways) == 1:
                    raise
                self.ways.pop(0)


def fallocate(device, mode, offset, length):
    if libc.fallocate(device, mode, offset, length) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def unmap(device, offset, length):
    fallocate(device, PUNCH_HOLE | KEEP_SIZE, offset, length)


def zero_range(device, offset, length):
    fallocate(device, ZERO_RANGE | KEEP_SIZE, offset, length)


def write_zeros(device, offset, length):
    end = offset + length
    zeros = memoryview(bytes(BLOCK))
    while offset < end:
        offset += os.pwrite(device, zeros[: end - offset], offset)


def progress(wipes):
    # finer than a percent, which of the largest disks takes longer than the region waits for news
    return ", ".join(f"{wipe.path} {wipe.done * 1000 // wipe.size / 10} %" for wipe in wipes)


def wipe_all(disks, report):
    """What failed, one text a disk; `report` is told of the progress."""
    wipes = [Wipe(disk.path, disk.size) for disk in disks]
    for wipe in wipes:
        wipe.start()
    told = time.monotonic()
    for wipe in wipes:
        while wipe.is_alive():
            wipe.join(1)
            if time.monotonic() - told >= REPORT_EVERY:
                told = time.monotonic()
                report(f"erasing: {progress(wipes)}")
    return [wipe.failure() for wipe in wipes if wipe.failure()]


def listed(disks):
    return ", ".join(str(disk) for disk in disks)


def erase():
    metadata = Metadata(cloud_config())
    reasons = {disk: disk.left_alone() for disk in muster_disks.local_disks()}
    own = [disk for disk, reason in reasons.items() if not reason]
    metadata.tell("WORKING", f"erasing {listed(own) or 'no disk'}")
    failures = wipe_all(own, lambda text: metadata.tell("WORKING", text))
    failures += [f"{disk.path}: {reason}" for disk, reason in reasons.items() if reason and not disk.removable]
    if failures:
        metadata.tell("FAILED", f"not erased: {'; '.join(failures)}")
        return
    erased = f"erased {listed(own)}" if own else "nothing to erase: this machine has no disk of its own"
    removable = listed(disk for disk in reasons if disk.removable)
    metadata.tell("OK", f"{erased}; removable, not erased: {removable}" if removable else erased)


if __name__ == "__main__":
    node.main("muster-erase", erase)
    node.leave("poweroff")
