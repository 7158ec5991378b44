#!/usr/bin/python3
"""Commissions this machine: power parameters first, then every script that the region gives, each with its results.

Each script runs alone, as root, in a directory of its own, with nothing on standard input. Exit 0 is a success. Of its
output the first MiB of each stream is kept. Ends with the machine powered off.
"""

import io
import os
import signal
import subprocess
import tarfile
import tempfile
import threading

import muster_bmc
import muster_node as node
from muster_metadata import Metadata, cloud_config
from muster_region import FILE_LIMIT, Refused, Unreachable

FOLDER = "commissioning.d/"
SCRIPT_TIMEOUT = int(os.environ.get("MUSTER_SCRIPT_TIMEOUT", "900"))  # seconds; then the script and its children die
TIMED_OUT = 124  # the exit code of timeout(1)


class Scripts:
    """The scripts of the tar, in lexical order of their names."""

    def __init__(self, tar, directory):
        self.directory = directory
        self.names = []
        with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
            for entry in archive:
                name = os.path.basename(entry.name)
                if entry.isfile() and entry.name.lstrip("./") == FOLDER + name:
                    self._install(name, archive.extractfile(entry).read())
        self.names.sort()

    def _install(self, name, content):
        path = os.path.join(self.directory, name)
        with open(path, "wb", opener=lambda file, flags: os.open(file, flags, 0o700)) as script:
            script.write(content)
        if name not in self.names:
            self.names.append(name)

    def run(self, name):
        """(exit code, standard output, standard error)"""
        with tempfile.TemporaryDirectory(dir=self.directory) as cwd:
            try:
                process = subprocess.Popen(
                    [os.path.join(self.directory, name)],
                    cwd=cwd,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                )
            except OSError as unusable:  # no such interpreter, no program at all
                return 127, b"", f"{name}: {unusable.strerror}\n".encode()
            return finish(process)


def finish(process):
    out, err = Kept(process.stdout), Kept(process.stderr)
    try:
        code = process.wait(SCRIPT_TIMEOUT)
        note = b""
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        code, note = TIMED_OUT, f"\nstopped after {SCRIPT_TIMEOUT} s\n".encode()
    if code < 0:
        code, note = 128 - code, f"\nkilled by signal {-code}\n".encode()
    return code, out.content(), err.content(note)


class Kept(threading.Thread):
    """Reads a stream to its end and keeps the first MiB."""

    def __init__(self, stream):
        super().__init__(daemon=True)
        self.stream = stream
        self.kept = bytearray()
        self.start()

    def run(self):
        while chunk := self.stream.read1(65536):
            self.kept += chunk[: FILE_LIMIT - len(self.kept)]

    def content(self, note=b""):
        # a daemon that the script left behind may hold the stream open for ever
        self.join(2)
        return bytes(self.kept[: FILE_LIMIT - len(note)]) + note


def detect_bmc(metadata):
    try:
        control = muster_bmc.detect()
    except muster_bmc.Unusable as reason:
        metadata.tell("WORKING", f"BMC: {reason}")
        return
    if control:
        fields = {"power_type": control.power_type, "power_parameters": control.document()}
        metadata.tell("WORKING", f"BMC found: {control.power_type}", fields)


def run_scripts(metadata, scripts):
    """Names of the scripts that failed."""
    failed = []
    total = len(scripts.names)
    for number, name in enumerate(scripts.names, 1):
        metadata.tell("WORKING", f"starting {name} [{number}/{total}]")
        code, out, err = scripts.run(name)
        if code != 0:
            failed.append(name)
        results = {f"{name}.out": out, f"{name}.err": err}
        text = f"finished {name} [{number}/{total}]: {code}"
        if not metadata.tell("WORKING", text, {"script_result": str(code)}, results) and code == 0:
            failed.append(name)
    return failed


def use_proxy():
    """For scripts that install something: nothing of ours does."""
    proxy = os.environ.get("MUSTER_APT_PROXY")
    if proxy:
        with open(f"{node.ROOT}/etc/apt/apt.conf.d/90muster-proxy", "w", encoding="ascii") as configuration:
            configuration.write(f'Acquire::http::Proxy "{proxy}";\n')


def commission():
    metadata = Metadata(cloud_config())
    use_proxy()
    detect_bmc(metadata)
    # not below /run: nothing can be executed there
    with tempfile.TemporaryDirectory() as work:
        try:
            scripts = Scripts(metadata.get("maas-commissioning-scripts"), work)
        except (Refused, Unreachable, tarfile.TarError) as no:
            metadata.tell("FAILED", f"no commissioning scripts: {no}")
            return
        failed = run_scripts(metadata, scripts)
    total = len(scripts.names)
    if failed:
        metadata.tell("FAILED", f"failed [{len(failed)}/{total}] ({', '.join(failed)})")
    else:
        metadata.tell("OK", f"finished [{total}/{total}]")


if __name__ == "__main__":
    node.main("muster-commission", commission)
    node.leave("poweroff")
