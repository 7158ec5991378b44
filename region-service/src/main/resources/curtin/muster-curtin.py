#!/usr/bin/python3
"""Has curtin install this machine, by the configuration beside this program.

curtin itself tells the region how it goes, and reboots at the end. This program speaks only where curtin cannot:
when it is not in this system, or dies before it has read its configuration.
"""

import json
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.environ.get("MUSTER_PROGRAMS", "/run/muster"))
import muster_metadata  # noqa: E402  found by the line above
import muster_node as node  # noqa: E402
import muster_target  # noqa: E402
from muster_region import Region  # noqa: E402

CONFIG = f"{node.RUN}/curtin.yaml"
DISK = f"{node.RUN}/disk.json"
DISK_CONFIG = f"{node.RUN}/curtin-disk.yaml"
TOP = "cmd-install"


def command():
    """How curtin is called here; None where there is none."""
    if shutil.which("curtin"):
        return ["curtin"]
    probe = [sys.executable, "-c", "import curtin"]
    return [sys.executable, "-m", "curtin"] if subprocess.call(probe, stderr=subprocess.DEVNULL) == 0 else None


def configs():
    """The configuration, and where a disk was chosen one more that names it; curtin knows disks by path alone."""
    if not os.path.exists(DISK):
        return [CONFIG]
    with open(DISK, encoding="utf-8") as file:
        disk = muster_target.named_disk(json.load(file), 0)
    with open(DISK_CONFIG, "w", encoding="utf-8") as file:
        json.dump({"block-meta": {"devices": [disk.path]}}, file)  # JSON is YAML
    return [CONFIG, DISK_CONFIG]


def fail(reason):
    """Tells the region why there is no installation, and switches off."""
    text = muster_metadata.cloud_config()
    reporter = muster_metadata.Reporter(Region(muster_metadata.key(text)), muster_metadata.setting(text, "endpoint"))
    reporter.finish(TOP, reason, "FAILURE")
    reporter.flush()
    node.say(f"not installed: {reason}")
    node.leave("poweroff")


def main():
    curtin = command()
    if curtin is None:
        fail("the ephemeral system of this image does not carry curtin")
        return
    try:
        options = [word for config in configs() for word in ("--config", config)]
    except muster_target.NoDisk as missing:
        fail(str(missing))
        return
    node.say("curtin installs this machine")
    done = subprocess.run([*curtin, "install", *options], stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        fail(f"curtin ended with {done.returncode}")


if __name__ == "__main__":
    node.main("muster-curtin", main)
