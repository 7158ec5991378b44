#!/usr/bin/python3
"""Installs an image to this machine's own disk, as the plan says, and boots it.

The plan is /run/muster/install.json:

    system_id, hostname                     who the machine is to be
    consumer_key, token_key, token_secret   the node's key, for us now and for the installed system
    metadata_url                            where the installed system finds its metadata
    status_url, netboot_off_url             what we tell the region
    images_url, image                       base URL of the cluster's images, and the folder in them
    file, kind, sha256                      optional: a file below images_url, tar or dd; else by the manifest
    disk                                    optional: {"path": ..} or {"serial": ..} or {"wwn": ..}
    ssh_keys                                list of lines
    apt_proxy                               optional, for the installed system
    kernel_options                          optional, beside those that follow `---` on our own command line

Nothing is written before all is known to fit, and only to one disk. Any failure: the region is told why, with the log,
and the machine powers off. Interrupted at any point, it begins anew at the next boot.
"""

import json
import subprocess
import time
import urllib.parse
import urllib.request

import muster_disk_image
import muster_image
import muster_loader
import muster_node as node
import muster_target
from muster_metadata import Reporter
from muster_region import FILE_LIMIT, Key, Refused, Region, Unreachable, form

PLAN = f"{node.RUN}/install.json"
TOP = "cmd-install"
PROGRESS_EVERY = 2  # seconds
NETBOOT_PAUSES = (1, 2, 4, 8, 16, 32, 32, 32, 32, 32)  # seconds; a machine that cannot say it would install again


class Log:
    """What is done, with the time since the start; uploaded at the end."""

    def __init__(self):
        self.began = time.monotonic()
        self.lines = []

    def note(self, text):
        self.lines.append(f"{time.monotonic() - self.began:8.2f} {text}")

    def say(self, text):
        self.note(text)
        node.say(text)

    def run(self, command, stdin=None):
        self.note(f"$ {' '.join(command)}")
        done = subprocess.run(
            command,
            input=None if stdin is None else stdin.encode(),
            stdin=subprocess.DEVNULL if stdin is None else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output = done.stdout.decode("utf-8", "replace").strip()
        for line in output.splitlines()[-50:]:
            self.note(f"  {line}")
        if done.returncode != 0:
            last = output.splitlines()[-1] if output else ""
            raise OSError(f"{command[0]} ended with {done.returncode}: {last}".rstrip(": "))

    def content(self):
        return ("\n".join(self.lines) + "\n").encode()[-FILE_LIMIT :]


class Installation:
    def __init__(self, plan):
        self.plan = plan
        self.log = Log()
        key = Key(plan["consumer_key"], plan["token_key"], plan["token_secret"])
        self.region = Region(key)
        self.reporter = Reporter(self.region, plan["status_url"])
        self.stage_name = ""
        self.target = None

    def stage(self, name, description):
        """Ends the stage before, begins this one."""
        self.end_stage("SUCCESS")
        self.log.say(description)
        self.stage_name = f"{TOP}/stage-{name}"
        self.reporter.start(self.stage_name, description)

    def end_stage(self, result):
        if self.stage_name:
            self.reporter.finish(self.stage_name, self.stage_name.partition("/stage-")[2], result)
            self.stage_name = ""

    def run(self):
        self.reporter.start(TOP, "installing")
        image, kind = self.find_image()
        disk = muster_target.choose_disk(self.plan.get("disk"), muster_target.needed(image, kind))
        self.target = muster_target.Target(disk, self.log.run)
        if kind == "dd":
            self.write_disk_image(image)
        else:
            self.write_tarball(image)
        self.end_stage("SUCCESS")

    def find_image(self):
        plan = self.plan
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        base = plan["images_url"].rstrip("/") + "/"
        file, kind, digest = plan.get("file"), plan.get("kind"), plan.get("sha256")
        for _ in range(3):
            if not plan.get("sha256"):
                text = Region().call(base + "manifest.sha256").decode("utf-8")
                digests = muster_image.manifest(text)
                file, kind = muster_image.choose(digests, plan["image"])
                digest = digests[file]
            image = muster_image.Image(base + urllib.parse.quote(file), digest, opener)
            # the cluster's tag is the digest: another one means that a new snapshot came between the two requests
            if plan.get("sha256") or not image.tag or digest in image.tag:
                break
        self.log.say(f"image {file}, {image.length // 2**20} MiB, SHA-256 {digest}")
        return image, kind

    def pour(self, image, consumer):
        told = time.monotonic()

        def progress(percent):
            nonlocal told
            if time.monotonic() - told >= PROGRESS_EVERY:
                told = time.monotonic()
                self.reporter.progress(self.stage_name, f"{percent} %")

        image.pour(consumer, progress)

    def write_tarball(self, image):
        target = self.target
        self.stage("partitioning", f"partitioning {target.disk}")
        target.partition()
        self.stage("extract", "unpacking the image")
        tar = ["tar", "--extract", "--file=-", "--preserve-permissions", "--numeric-owner", "--xattrs"]
        self.pour(image, [*tar, "--xattrs-include=*", "--warning=no-timestamp", f"--directory={target.mount}"])
        self.stage("curthooks", "writing the machine's configuration and its boot loader")
        target.configure(self.plan)
        muster_loader.install(target, self.plan)
        self.stage("late", "writing all to the disk")
        target.write("/var/log/muster-install.log", self.log.content().decode("utf-8"), 0o600)
        target.leave()

    def write_disk_image(self, image):
        disk = self.target.disk
        self.stage("extract", f"writing the disk image to {disk}")
        self.pour(image, ["dd", f"of={disk.path}", "bs=4M", "iflag=fullblock", "conv=fsync", "status=none"])
        self.stage("curthooks", "writing the machine's configuration")
        muster_disk_image.configure(self.target, self.plan, self.log)

    def netboot_off(self):
        """From now on the machine boots its own disk. Told by address, not by key, as MAAS's machines do."""
        Region().call(self.plan["netboot_off_url"], *form([("op", "netboot_off")]), pauses=NETBOOT_PAUSES)

    def finish(self, result, text):
        self.reporter.finish(TOP, text, result, {"install.log": self.log.content()})

    def fail(self, reason):
        self.log.say(f"installation failed: {reason}")
        self.end_stage("FAILURE")
        if self.target is not None:
            self.target.forget()
        self.finish("FAILURE", reason)


def install():
    with open(PLAN, encoding="utf-8") as file:
        installation = Installation(json.load(file))
    try:
        installation.run()
        installation.finish("SUCCESS", "installed")
        installation.reporter.flush()
        installation.netboot_off()
        action = "reboot"
    except Exception as failure:  # pylint: disable=broad-except  # whatever it is, the region must hear of it
        known = (OSError, Refused, Unreachable, muster_image.BadImage, muster_target.NoDisk)
        named = isinstance(failure, (*known, muster_loader.NoLoader))
        installation.fail(str(failure) if named else f"{type(failure).__name__}: {failure}")
        action = "poweroff"
    installation.reporter.flush()
    node.leave(action)


if __name__ == "__main__":
    node.main("muster-install", install)
