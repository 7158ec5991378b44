"""An image on its way from the cluster: found by the snapshot's manifest, checked by SHA-256, unpacked as it comes."""

import fcntl
import hashlib
import http.client
import re
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

CHUNK = 256 * 1024
PIPE_SIZE = 1024 * 1024  # bytes; the default of 64 KiB costs a switch of processes for each
PAUSES = (1, 2, 4, 8, 16, 32)  # seconds between the tries after the connection broke; any byte begins them anew
READ_TIMEOUT = 60  # seconds without a byte
HEAD = 32  # bytes that tell the compression, and zstd's size unpacked

# what may be in an image's folder: file name -> what it is, best first
KINDS = {
    "root-tar.zst": "tar",
    "root-tgz": "tar",
    "root-tar.gz": "tar",
    "root-tar.xz": "tar",
    "root-tar": "tar",
    "root-dd.zst": "dd",
    "root-dd.gz": "dd",
    "root-dd.xz": "dd",
    "root-dd": "dd",
}

MAGIC = {
    b"\x28\xb5\x2f\xfd": ["zstd", "-q", "-d", "-c"],
    b"\x1f\x8b": ["gzip", "-d", "-c"],
    b"\xfd7zXZ\x00": ["xz", "-d", "-c"],
}


class BadImage(Exception):
    """The image is not there, or not what it should be."""


def manifest(text):
    """Path -> SHA-256, from the output of sha256sum."""
    lines = (re.fullmatch(r"([0-9a-f]{64}) [ *](?:\./)?(.+)", line) for line in text.splitlines())
    return {line.group(2): line.group(1) for line in lines if line}


def choose(digests, folder):
    """(file, kind) of the image to install from a folder of the snapshot."""
    for name, kind in KINDS.items():
        if f"{folder}/{name}" in digests:
            return f"{folder}/{name}", kind
    raise BadImage(f"no image to install in {folder}: none of {', '.join(KINDS)} is in the snapshot's manifest")


class Image:
    """One image file.

    `expected` is its SHA-256; `length` its bytes; `unpacked` its bytes unpacked, None where its format does not say.
    """

    def __init__(self, url, expected, opener):
        self.url = url
        self.expected = expected
        self.opener = opener
        self.received = 0
        self.length, self.tag, head = self._head()
        self.unpacker = next((command for magic, command in MAGIC.items() if head.startswith(magic)), None)
        self.unpacked = zstd_size(head) if head.startswith(b"\x28\xb5\x2f\xfd") else None
        if self.unpacker is None:
            self.unpacked = self.length

    def _open(self, first, last=None):
        request = urllib.request.Request(self.url, headers={"Range": f"bytes={first}-{'' if last is None else last}"})
        if first and self.tag:
            request.add_header("If-Range", self.tag)
        return self.opener.open(request, timeout=READ_TIMEOUT)

    def _head(self):
        for pause in (*PAUSES, None):
            try:
                with self._open(0, HEAD - 1) as answer:
                    # a server that knows no ranges sends the whole file
                    whole = answer.headers.get("Content-Range") or answer.headers.get("Content-Length") or ""
                    length = int(whole.rpartition("/")[2])
                    return length, answer.headers.get("ETag"), answer.read(HEAD)
            except (OSError, ValueError, http.client.HTTPException) as broken:
                if pause is None or is_final(broken):
                    raise BadImage(f"{self.url}: {broken}") from None
                time.sleep(pause)
        raise AssertionError("not reached")

    def chunks(self):
        """The bytes of the file; goes on where the connection broke."""
        pauses = list(PAUSES)
        while self.received < self.length:
            try:
                with self._open(self.received) as answer:
                    if self.received and answer.status != 206:
                        raise BadImage(f"{self.url} changed while it was read")
                    while chunk := answer.read(CHUNK):
                        self.received += len(chunk)
                        pauses = list(PAUSES)
                        yield chunk
            except (OSError, http.client.HTTPException) as broken:
                if is_final(broken) or not pauses:
                    raise BadImage(f"{self.url}: {broken} after {self.received} of {self.length} bytes") from None
            if self.received < self.length:
                if not pauses:
                    raise BadImage(f"{self.url}: ended after {self.received} of {self.length} bytes")
                time.sleep(pauses.pop(0))

    def pour(self, consumer, progress):
        """Unpacks into the standard input of `consumer`, a command; `progress` is called with whole percents.

        Fails unless every byte was the one expected; what the consumer wrote is then worth nothing.
        """
        commands = [self.unpacker, consumer] if self.unpacker else [consumer]
        pipe = Pipe(commands)
        digest = hashlib.sha256()
        percent = -1
        try:
            for chunk in self.chunks():
                digest.update(chunk)
                pipe.write(chunk)
                if self.received * 100 // self.length > percent:
                    percent = self.received * 100 // self.length
                    progress(percent)
        finally:
            said = pipe.close()
        if digest.hexdigest() != self.expected:
            raise BadImage(f"{self.url}: SHA-256 is {digest.hexdigest()}, not {self.expected}")
        if said:
            raise BadImage(f"{self.url}: {said}")


class Pipe:
    """Commands in a row, each reading what the one before wrote."""

    def __init__(self, commands):
        self.processes = []
        self.errors = []
        source = subprocess.PIPE
        for number, command in enumerate(commands):
            last = number == len(commands) - 1
            process = subprocess.Popen(
                command,
                stdin=source,
                stdout=subprocess.DEVNULL if last else subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            if source is not subprocess.PIPE:
                source.close()  # ours; the process has its own
            if not last:
                fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
            source = process.stdout
            self.processes.append(process)
            self.errors.append(Tail(process.stderr))
        self.broken = False

    def write(self, chunk):
        if not self.broken:
            try:
                self.processes[0].stdin.write(chunk)
            except BrokenPipeError:
                self.broken = True

    def close(self):
        """Waits for all; what failed, or an empty text."""
        try:
            self.processes[0].stdin.close()
        except BrokenPipeError:
            self.broken = True
        said = []
        for process, error in zip(self.processes, self.errors):
            code = process.wait()
            if code != 0:
                said.append(f"{process.args[0]} ended with {code}: {error.text()}".rstrip(": "))
        return "; ".join(said)


class Tail(threading.Thread):
    """The last lines that a process complained in."""

    def __init__(self, stream):
        super().__init__(daemon=True)
        self.stream = stream
        self.lines = []
        self.start()

    def run(self):
        for line in self.stream:
            self.lines = (self.lines + [line.decode("utf-8", "replace").strip()])[-3:]

    def text(self):
        self.join(2)
        return " | ".join(self.lines)


def is_final(broken):
    return isinstance(broken, urllib.error.HTTPError) and broken.code < 500 and broken.code not in (408, 429)


def zstd_size(head):
    """Frame_Content_Size of a zstd frame's header (RFC 8878 3.1.1.1); None where it is left out."""
    descriptor = head[4]
    single_segment = descriptor >> 5 & 1
    at = 5 + (0 if single_segment else 1) + (0, 1, 2, 4)[descriptor & 3]
    size = (1 if single_segment else 0, 2, 4, 8)[descriptor >> 6]
    if size == 0 or len(head) < at + size:
        return None
    return int.from_bytes(head[at : at + size], "little") + (256 if size == 2 else 0)
