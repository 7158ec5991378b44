"""A disk image is somebody's whole system: it gets what lets it find us, and is else left as it came."""

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
    for partition in partitions(disk):
        if not mount(target, partition, log):
            continue
        found = target.has("/etc/cloud")
        if found:
            log.say(f"cloud-init is on {partition}")
            muster_target.write_datasource(target, plan)
        target.leave()
        if found:
            return
    log.say("no cloud-init in this disk image: it will not tell when it runs")


def partitions(disk):
    """Their paths, in the order of their numbers."""
    numbers = (name.removeprefix(disk.name).lstrip("p") for name in os.listdir(f"/sys/class/block/{disk.name}"))
    return [disk.partition(number) for number in sorted(int(text) for text in numbers if text.isdigit())]


def mount(target, partition, log):
    for kind in READABLE:
        done = subprocess.run(
            ["mount", "-t", kind, partition, target.mount], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if done.returncode == 0:
            target.mounted.append(target.mount)
            return True
        log.note(f"{partition} is no {kind}: {done.stdout.decode('utf-8', 'replace').strip()}")
    return False
