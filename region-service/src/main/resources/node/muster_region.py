"""Calls to the region, through the cluster: OAuth 1.0 by the PLAINTEXT method (RFC 5849 section 3.4.4), repeated tries,
forms."""

import email.utils
import http.client
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request

import muster_node as node

PAUSES = (1, 1, 2, 4, 8, 16, 32)  # seconds between the tries of one call
LONGEST_PAUSE = 60  # seconds that a Retry-After may ask for
CALL_TIMEOUT = 30  # seconds that an answer may take
ANSWER_LIMIT = 64 * 1024 * 1024  # bytes of an answer
FILE_LIMIT = 1024 * 1024  # bytes of one file of a signal; the region refuses more


class Refused(Exception):
    """The region's final no: asking again would not change it."""


class Unreachable(Exception):
    """No usable answer after all tries."""


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
    """Calls to the region, through the cluster; safe for several threads. Without a key no call is signed."""

    def __init__(self, key=None):
        self.key = key
        self.clock_offset = 0.0
        # what stands beside us answers, never a proxy
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(self, url, body=None, content_type=None, pauses=PAUSES, told=None):
        """GET, or POST of `body`; the body of the answer.

        An answer that may change is asked for again, after each of `pauses` (seconds), or after its Retry-After where
        that is longer. A signature lives five minutes only: on 401 and 403 to a signed call the clock is set by the
        answer's Date first. `told` hears why there is another try, and in how many seconds.
        """
        reason = ""
        for pause in (*pauses, None):
            wanted = 0
            try:
                return self._once(url, body, content_type)
            except urllib.error.HTTPError as answer:
                reason = f"HTTP {answer.code} {first_line(answer)}".rstrip()
                wanted = retry_after(answer)
                if self.key and answer.code in (401, 403):
                    self._set_clock(answer.headers.get("Date"))
                elif answer.code < 500 and answer.code not in (408, 429):
                    raise Refused(reason) from None
            except (OSError, ValueError, http.client.HTTPException) as broken:  # URLError is an OSError
                reason = f"no answer: {getattr(broken, 'reason', broken)}"
            if pause is not None:
                seconds = max(pause, wanted)
                if told:
                    told(reason, seconds)
                node.pause(seconds)
        raise Unreachable(f"{urllib.parse.urlsplit(url).path}: {reason}")

    def _once(self, url, body, content_type):
        request = urllib.request.Request(url, data=body)
        if content_type:
            request.add_header("Content-Type", content_type)
        if self.key:
            request.add_header("Authorization", self.key.header(time.time() + self.clock_offset))
        with self.opener.open(request, timeout=CALL_TIMEOUT) as answer:
            content = answer.read(ANSWER_LIMIT + 1)
        if len(content) > ANSWER_LIMIT:
            raise Refused(f"an answer of more than {ANSWER_LIMIT} bytes")
        return content

    def _set_clock(self, date):
        try:
            self.clock_offset = email.utils.parsedate_to_datetime(date).timestamp() - time.time()
        except (TypeError, ValueError):
            pass


def retry_after(answer):
    """Seconds, bounded; 0 where the answer says none."""
    try:
        return min(int(answer.headers.get("Retry-After", "0")), LONGEST_PAUSE)
    except ValueError:
        return 0


def first_line(answer):
    """The beginning of an error's body, fit for a log line."""
    try:
        text = answer.read(300).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


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


def form(fields):
    """application/x-www-form-urlencoded, of (name, value) pairs."""
    return urllib.parse.urlencode(fields).encode("ascii"), "application/x-www-form-urlencoded"
