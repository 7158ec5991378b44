"""A disk image is somebody's whole system: it gets what lets it find us, and is else left as it came."""

import glob
import os
import subprocess

import muster_target

READABLE = ("ext4", "ext3", "ext2", "xfs", "btrfs")


def configure(target, plan, log):
    """Writes cloud-init's datasource into the file system that has a Linux with cloud-init on it."""
    disk = target.disk
    # the image is smaller than the disk: GPT's second table belongs at the end
    if subprocess.call(["sgdisk", "--move-second-header", disk.path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        log.note("no GPT to move the second table of")
    log.run(["partx", "--update", disk.path])
    os.makedirs(target.mount, exist_ok=True)
    for partition in sorted(glob.glob(f"{disk.path}*"), key=lambda path: (len(path), path))[1:]:
        for kind in READABLE:
            if subprocess.call(["mount", "-t", kind, partition, target.mount], stderr=subprocess.DEVNULL):
                continue
            target.mounted.append(target.mount)
            found = target.has("/etc/cloud")
            if found:
                log.say(f"cloud-init is on {partition}")
                muster_target.write_datasource(target, plan)
            target.leave()
            if found:
                return
            break
    log.say("no cloud-init in this disk image: it will not tell when it runs")
