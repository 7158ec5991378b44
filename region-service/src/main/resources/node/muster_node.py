"""What Muster's programs on a machine have in common: console and log, the calls to the region, the power switch.

Python's standard library only. A key or a password never stands in an argument list, a log line or an exception.
"""

import base64
import email.utils
import glob
import json
import os
import re
import secrets
import subprocess
import sys
import syslog
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.environ.get("MUSTER_ROOT", "")  # tests put a tree of their own here
RUN = f"{ROOT}/run/muster"
METADATA_VERSION = "2012-03-01"
PAUSES = (1, 1, 2, 4, 8, 16, 32)  # seconds between the tries of one call
CALL_TIMEOUT = 30  # seconds that an answer may take
FILE_LIMIT = 1024 * 1024  # bytes of one file of a signal; the region refuses more
SLEEP_SCALE = float(os.environ.get("MUSTER_SLEEP_SCALE", "1"))  # tests do not wait


class Refused(Exception):
    """The region's final no: asking again would not change it."""


class Unreachable(Exception):
    """No usable answer after all tries."""


# --- console and log --------------------------------------------------------------------------------


def consoles():
    try:
        with open(f"{ROOT}/sys/class/tty/console/active", encoding="ascii") as active:
            return active.read().split()
    except OSError:
        return ["console"]


def show(text):
    """Writes to every console that the kernel uses, whatever cloud-init does with standard output."""
    for console in consoles():
        try:
            with open(f"{ROOT}/dev/{console}", "a", encoding="utf-8", errors="replace") as device:
                device.write(f"muster: {text}\r\n")
        except OSError:
            pass


def say(text):
    """One line for syslog, which is forwarded to the cluster, and for the consoles."""
    syslog.syslog(text)
    show(text)


# --- this machine -----------------------------------------------------------------------------------


def kernel_line():
    with open(f"{ROOT}/proc/cmdline", encoding="utf-8", errors="replace") as cmdline:
        return cmdline.read().strip()


def kernel_parameter(name):
    """The value of `name=value` on the kernel command line, or None."""
    for word in kernel_line().split():
        key, equals, value = word.partition("=")
        if equals and key == name:
            return value
    return None


def boot_mac():
    """The MAC of the card that the machine booted from, lower case with colons; None where no loader said it."""
    boot = kernel_parameter("BOOTIF") or ""
    mac = boot[3:].replace("-", ":").lower()
    return mac if re.fullmatch("[0-9a-f]{2}(:[0-9a-f]{2}){5}", mac) else None


def leave(action):
    """Ends this system at once: `poweroff` or `reboot`. Services are not stopped one by one: all that they hold is
    in memory, and stopping them costs seconds."""
    say("power off" if action == "poweroff" else "reboot")
    os.sync()
    for command in (["systemctl", "--force", action], [action, "-f"]):
        if subprocess.call(command, stdin=subprocess.DEVNULL) == 0:
            return


# --- calls to the region ----------------------------------------------------------------------------


class Key:
    """The OAuth 1.0 key of this node, used by the PLAINTEXT method: the consumer has no secret."""

    def __init__(self, consumer_key, token_key, token_secret):
        self.consumer_key = consumer_key
        self.token_key = token_key
        self.token_secret = token_secret

    def header(self, now):
        fields = {
            "oauth_version": "1.0",
            "oauth_nonce": secrets.token_hex(16),
            "oauth_timestamp": str(int(now)),
            "oauth_consumer_key": self.consumer_key,
            "oauth_token": self.token_key,
            "oauth_signature_method": "PLAINTEXT",
            "oauth_signature": f"&{urllib.parse.quote(self.token_secret, safe='')}",
        }
        quoted = (f'{name}="{urllib.parse.quote(value, safe="")}"' for name, value in fields.items())
        return 'OAuth realm="", ' + ", ".join(quoted)


class Region:
    """Calls to the region, through the cluster; safe for several threads."""

    def __init__(self, key):
        self.key = key
        self.clock_offset = 0.0
        # what stands beside us answers, never a proxy
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(self, url, body=None, content_type=None, signed=True, pauses=PAUSES):
        """GET, or POST of `body`; the body of the answer.

        An answer that may change is asked for again, after each of `pauses` (seconds). On 401 and 403 the clock is set
        by the answer's Date first, for a signature lives five minutes only.
        """
        reason = ""
        for pause in (*pauses, None):
            try:
                return self._once(url, body, content_type, signed)
            except urllib.error.HTTPError as answer:
                reason = f"HTTP {answer.code} {first_line(answer)}".rstrip()
                if answer.code in (401, 403):
                    self._set_clock(answer.headers.get("Date"))
                elif answer.code < 500 and answer.code not in (408, 429):
                    raise Refused(reason) from None
            except (OSError, ValueError) as broken:  # URLError is an OSError; ValueError is a malformed answer
                reason = str(getattr(broken, "reason", broken))
            if pause is not None:
                time.sleep(pause * SLEEP_SCALE)
        raise Unreachable(f"{urllib.parse.urlsplit(url).path}: {reason}")

    def _once(self, url, body, content_type, signed):
        request = urllib.request.Request(url, data=body)
        if content_type:
            request.add_header("Content-Type", content_type)
        if signed:
            request.add_header("Authorization", self.key.header(time.time() + self.clock_offset))
        with self.opener.open(request, timeout=CALL_TIMEOUT) as answer:
            return answer.read()

    def _set_clock(self, date):
        try:
            self.clock_offset = email.utils.parsedate_to_datetime(date).timestamp() - time.time()
        except (TypeError, ValueError):
            pass


def first_line(answer):
    """The beginning of an error's body, fit for a log line."""
    try:
        text = answer.read(300).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# --- who we are, from cloud-init's configuration ------------------------------------------------------


def cloud_config():
    """The text that told cloud-init where the metadata is: the file that cloud-init made of `cloud-config-url`, or
    else what that URL gives."""
    for name in sorted(glob.glob(f"{ROOT}/etc/cloud/cloud.cfg.d/*cmdline*.cfg")):
        with open(name, encoding="utf-8") as file:
            text = file.read()
        if "consumer_key" in text:
            return text
    url = kernel_parameter("cloud-config-url")
    if not url:
        raise Refused("no credentials: the kernel command line has no cloud-config-url")
    return Region(Key("", "", "")).call(url, signed=False).decode("utf-8")


def setting(text, name):
    """A scalar of a cloud-config, written in YAML's block or flow style or as JSON."""
    found = re.search(rf"""["']?\b{name}["']?\s*:\s*["']?([^\s"',}}]+)""", text)
    if not found:
        raise Refused(f"no {name} in the cloud-config")
    return found.group(1)


class Metadata:
    """The metadata service, as the node whose key cloud-init was given."""

    def __init__(self, text):
        key = Key(*(setting(text, name) for name in ("consumer_key", "token_key", "token_secret")))
        self.region = Region(key)
        self.base = f"{setting(text, 'metadata_url').rstrip('/')}/{METADATA_VERSION}/"

    def get(self, item):
        return self.region.call(self.base + item)

    def signal(self, status, error, fields=None, files=None):
        """Tells the region: `status` is WORKING, OK or FAILED, `error` a line for people; results go as files."""
        parts = {"op": "signal", "status": status, "error": error, **(fields or {})}
        body, content_type = multipart(parts, files or {})
        answer = self.region.call(self.base, body, content_type)
        if answer != b"OK":
            raise Refused(f"the answer to a signal is not OK but {answer[:100]!r}")


def multipart(fields, files):
    """multipart/form-data: text fields, then files whose field name is the file's name too."""
    boundary = secrets.token_hex(24)
    body = bytearray()
    for name, value in fields.items():
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, content in files.items():
        body += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        body += content[:FILE_LIMIT] + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return bytes(body), f"multipart/form-data; boundary={boundary}"


# --- progress -----------------------------------------------------------------------------------------


class Reporter:
    """Posts events to the status webhook, in order, from a thread of its own: no stage waits for the region.

    Of the progress events that wait only the newest is sent; starts and finishes are never dropped.
    """

    def __init__(self, region, url, origin="curtin"):
        self.region = region
        self.url = url
        self.origin = origin
        self.waiting = []
        self.sending = False
        self.change = threading.Condition()
        threading.Thread(target=self._work, daemon=True).start()

    def start(self, name, description):
        self._add({"event_type": "start", "name": name, "description": description})

    def progress(self, name, description):
        self._add({"event_type": "progress", "name": name, "description": description})

    def finish(self, name, description, result="SUCCESS", files=None):
        """`files`: path -> bytes, for the region to keep."""
        event = {"event_type": "finish", "name": name, "description": description, "result": result}
        if files:
            event["files"] = [
                {"path": path, "encoding": "base64", "content": base64.b64encode(content).decode("ascii")}
                for path, content in files.items()
            ]
        self._add(event)

    def flush(self):
        """Waits until all is sent, or given up."""
        with self.change:
            while self.waiting or self.sending:
                self.change.wait()

    def _add(self, event):
        event.update(origin=self.origin, timestamp=time.time())
        with self.change:
            if event["event_type"] == "progress" and self.waiting and self.waiting[-1]["event_type"] == "progress":
                self.waiting.pop()
            self.waiting.append(event)
            self.change.notify_all()

    def _work(self):
        while True:
            with self.change:
                self.sending = False
                self.change.notify_all()
                while not self.waiting:
                    self.change.wait()
                event = self.waiting.pop(0)
                self.sending = True
            self._send(event)

    def _send(self, event):
        # a percentage is not worth a minute of tries
        pauses = () if event["event_type"] == "progress" else PAUSES
        try:
            self.region.call(self.url, json.dumps(event).encode(), "application/json", pauses=pauses)
        except (Refused, Unreachable) as no:
            say(f"the region was not told of {event['name']}: {no}")


def main(program, run):
    """Runs a program; whatever it dies of is said where people look."""
    syslog.openlog(program, 0, syslog.LOG_USER)
    try:
        run()
    except Exception as failure:  # pylint: disable=broad-except
        say(f"{program} failed: {type(failure).__name__}: {failure}")
        leave("poweroff")
        sys.exit(1)
