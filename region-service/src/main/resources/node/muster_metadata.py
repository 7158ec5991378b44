"""The metadata service, its signals and its status webhook, as the node whose key cloud-init was given."""

import base64
import glob
import json
import re
import threading
import time

import muster_node as node
from muster_region import PAUSES, Key, Refused, Region, Unreachable, multipart

METADATA_VERSION = "2012-03-01"


def cloud_config():
    """The text that told cloud-init where the metadata is: the file that cloud-init made of `cloud-config-url`, or
    else what that URL gives."""
    for name in sorted(glob.glob(f"{node.ROOT}/etc/cloud/cloud.cfg.d/*cmdline*.cfg")):
        with open(name, encoding="utf-8") as file:
            text = file.read()
        if "consumer_key" in text:
            return text
    url = node.kernel_parameter("cloud-config-url")
    if not url:
        raise Refused("no credentials: the kernel command line has no cloud-config-url")
    return Region().call(url).decode("utf-8")


def setting(text, name):
    """A scalar of a cloud-config, written in YAML's block or flow style or as JSON."""
    found = re.search(rf"""["']?\b{name}["']?\s*:\s*["']?([^\s"',}}]+)""", text)
    if not found:
        raise Refused(f"no {name} in the cloud-config")
    return found.group(1)


def key(text):
    """The node's key in a cloud-config."""
    return Key(*(setting(text, name) for name in ("consumer_key", "token_key", "token_secret")))


class Metadata:
    """The metadata service, as the node whose key cloud-init was given."""

    def __init__(self, text):
        self.region = Region(key(text))
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

    def tell(self, status, text, fields=None, files=None):
        """A signal whose loss is no reason to stop; True when it arrived."""
        node.say(text)
        try:
            self.signal(status, text, fields, files)
            return True
        except (Refused, Unreachable) as no:
            node.say(f"the region was not told '{text}': {no}")
            return False


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
            node.say(f"the region was not told of {event['name']}: {no}")
