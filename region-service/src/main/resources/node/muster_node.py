"""What Muster's programs on a machine have in common: console and log, the machine, its power switch.

Python's standard library only. A key or a password never stands in an argument list, a log line or an exception.
"""

import os
import re
import subprocess
import sys
import syslog
import time

ROOT = os.environ.get("MUSTER_ROOT", "")  # tests put a tree of their own here
RUN = f"{ROOT}/run/muster"
SLEEP_SCALE = float(os.environ.get("MUSTER_SLEEP_SCALE", "1"))  # tests do not wait


def pause(seconds):
    """Sleeps."""
    time.sleep(seconds * SLEEP_SCALE)


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
    """The MAC of the card that the machine booted from (IPoIB has 20 octets), lower case with colons; None where no
    loader said it."""
    boot = kernel_parameter("BOOTIF") or ""
    mac = boot[3:].replace("-", ":").lower()
    return mac if re.fullmatch("[0-9a-f]{2}(:[0-9a-f]{2}){5}((:[0-9a-f]{2}){14})?", mac) else None


def leave(action):
    """Ends this system at once: `poweroff` or `reboot`. Services are not stopped one by one: all that they hold is
    in memory, and stopping them costs seconds."""
    say("power off" if action == "poweroff" else "reboot")
    os.sync()
    for command in (["systemctl", "--force", action], [action, "-f"]):
        if subprocess.call(command, stdin=subprocess.DEVNULL) == 0:
            return


def main(program, run):
    """Runs a program; whatever it dies of is said where people look."""
    syslog.openlog(program, 0, syslog.LOG_USER)
    try:
        run()
    except Exception as failure:  # pylint: disable=broad-except
        say(f"{program} failed: {type(failure).__name__}: {failure}")
        leave("poweroff")
        sys.exit(1)
