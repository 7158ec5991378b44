#!/usr/bin/python3
"""Makes this machine known to Muster, then switches it off. Run by cloud-init from the enlistment user-data.

Success: the node is in the region's database; power off after a moment. A machine that turns out to be a node with
work, or with a system, because it booted from an interface that nobody had seen yet, is started again: it is known by
that interface now.
Failure: the cluster is told why, the console shows it, and the operator gets a root shell there by a key press. Nobody
there: power off after some minutes.
"""

import email
import glob
import json
import os
import re
import subprocess
import sys

import muster_bmc
import muster_node as node
from muster_metadata import Metadata
from muster_region import PAUSES, Refused, Region, Unreachable, form

SETTINGS = f"{node.RUN}/enlist.json"
CLOUD_CONFIG = f"{node.ROOT}/etc/cloud/cloud.cfg.d/91_cmdline_muster.cfg"  # where the programs look for the key
NEW_NODE_PAUSES = (2, 4, 8, 16, 30)  # seconds between the tries of the enlistment
REPORT_PAUSES = (2, 5, 10)
LINKS = ("1", "32")  # ARPHRD_ETHER, ARPHRD_INFINIBAND
COMMISSIONING = 1
BOOTS_FOR_SOMETHING = (6, 9, 14)  # Deployed, Deploying, Disk erasing
POWER_OFF = "systemctl poweroff || poweroff -f"
START_AGAIN = "systemctl reboot || reboot -f"


class GivesUp(Exception):
    """The machine is not enlisted, for this reason."""


# --- who this machine is ----------------------------------------------------------------------------


def read(path):
    try:
        with open(f"{node.ROOT}{path}", encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return ""


def tool(*command, seconds=30):
    """Standard output of a tool; empty where there is none, or where it hangs."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def interfaces():
    """Name -> MAC of the Ethernet and InfiniBand interfaces that are hardware; bridges, bonds and the like have no `device`."""
    found = {}
    for path in sorted(glob.glob(f"{node.ROOT}/sys/class/net/*")):
        name = os.path.basename(path)
        if os.path.exists(f"{path}/device") and read(f"/sys/class/net/{name}/type") in LINKS:
            found[name] = read(f"/sys/class/net/{name}/address").lower()
    return found


def mac_addresses():
    """None twice; the one that the machine booted from first."""
    macs = [node.boot_mac(), *interfaces().values()]
    return list(dict.fromkeys(mac for mac in macs if mac and mac != "00:00:00:00:00:00"))


def boot_interface():
    for name, mac in interfaces().items():
        if mac == node.boot_mac():
            return name
    found = re.search(r" dev (\S+)", tool("ip", "-4", "route", "show", "default"))
    return found.group(1) if found else ""


def architecture():
    """Debian's name."""
    if re.search(r"^flags.* lm( |$)", read("/proc/cpuinfo"), re.MULTILINE):
        return "amd64"
    names = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "armhf", "ppc64le": "ppc64el", "i686": "i386"}
    machine = os.uname().machine
    return tool("dpkg", "--print-architecture") or names.get(machine, machine)


def host_name():
    """The name that DNS has for the address of the booted interface; empty where it has none."""
    interface = boot_interface()
    if not interface:
        return ""
    address = re.search(r" inet ([0-9.]+)", tool("ip", "-4", "-o", "addr", "show", "dev", interface, "scope", "global"))
    if not address:
        return ""
    lines = tool("dig", "+short", "+time=2", "+tries=1", "-x", address.group(1), seconds=5).splitlines()
    names = [line for line in lines if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", line)]
    if not names:
        names = tool("getent", "hosts", address.group(1), seconds=5).split()[1:]
    name = names[0].rstrip(".") if names else ""
    # what this boot was named by its own metadata is not a name
    return "" if name.startswith(("maas-enlist", "localhost")) else name


# --- telling the region -----------------------------------------------------------------------------


class Enlistment:
    """One machine's enlistment, as its settings say."""

    def __init__(self, settings):
        self.nodes_url = settings["nodes_url"]
        self.report_url = settings["report_url"]
        self.poweroff_delay = settings["poweroff_delay"]
        self.console_wait = settings["console_wait"]
        self.region = Region()

    def run(self):
        macs = mac_addresses()
        if not macs:
            raise GivesUp("no network card with a MAC address")
        arch, name = architecture(), host_name()
        node.say(f"MAC addresses {' '.join(macs)}, architecture {arch}, host name '{name}'")
        fields = [
            ("op", "new"),
            ("autodetect_nodegroup", "1"),
            ("hostname", name),
            ("architecture", arch),
            ("subarchitecture", "generic"),
        ]
        self.succeed(self.enlist(fields, [("mac_addresses", mac) for mac in macs]))

    def enlist(self, fields, macs):
        """The region's answer; once more without power parameters where they are refused."""
        power = self.power()
        try:
            return self.post_node([*fields, *power_fields(power), *macs], power)
        except GivesUp:
            if not power:
                raise
        node.say("once more without power parameters")
        return self.post_node([*fields, *power_fields(None), *macs], None, (2,))

    def power(self):
        try:
            return muster_bmc.detect()
        except muster_bmc.Unusable as reason:
            self.report("bmc", f"BMC: {reason}")
        except Exception as failure:  # pylint: disable=broad-except  # hardware is no reason not to enlist
            self.report("bmc", f"BMC: detection died: {type(failure).__name__}")
        return None

    def post_node(self, fields, power, pauses=NEW_NODE_PAUSES):
        def told(reason, seconds):
            node.say(f"{self.nodes_url}: {withheld(reason, power)}; trying again in {seconds} s")

        try:
            answer = self.region.call(self.nodes_url, *form(fields), pauses=pauses, told=told)
        except Refused as no:
            reason = withheld(str(no), power)
            if "already in use" in reason:
                node.say(f"this machine is known already: {reason}")
                return {}
            node.say(f"refused: {reason}")
            raise GivesUp(f"refused: {reason}") from None
        except Unreachable as no:
            raise GivesUp(f"{self.nodes_url}: {withheld(str(no), power)}") from None
        enlisted = parsed(answer)
        node.say(f"enlisted as {enlisted.get('system_id', '')}")
        return enlisted

    def report(self, step, reason):
        """Makes it an event of this machine."""
        try:
            self.region.call(self.report_url, *form([("step", step), ("error", reason)]), pauses=REPORT_PAUSES)
        except (Refused, Unreachable) as no:
            node.say(f"the cluster could not be told: {no}")

    # --- the end ------------------------------------------------------------------------------------

    def succeed(self, enlisted):
        if enlisted.get("substatus") == COMMISSIONING:
            try:
                self.go_on(enlisted["system_id"])
                return
            except GivesUp as reason:
                node.say(str(reason))
                self.report("commission", str(reason))
        if enlisted.get("substatus") in BOOTS_FOR_SOMETHING:
            node.say(f"this machine is known; starting again in {self.poweroff_delay} s")
            later(self.poweroff_delay, START_AGAIN)
            return
        node.say(f"done; power off in {self.poweroff_delay} s")
        later(self.poweroff_delay, POWER_OFF)

    def go_on(self, system_id):
        """Runs the program that commissions this node, which switches the machine off at its end."""
        base = self.nodes_url.partition("/api/")[0]
        try:
            config = self.region.call(f"{base}/metadata/latest/by-id/{system_id}/?op=get_preseed", pauses=PAUSES)
        except (Refused, Unreachable) as no:
            node.say(str(no))
            raise GivesUp(f"one boot: no preseed for {system_id}") from None
        os.makedirs(os.path.dirname(CLOUD_CONFIG), exist_ok=True)
        write(CLOUD_CONFIG, config)
        try:
            document = Metadata(config.decode("utf-8", "replace")).get("user-data")
        except (Refused, Unreachable) as no:
            node.say(str(no))
            raise GivesUp(f"one boot: no user-data for {system_id}") from None
        parts = email.message_from_bytes(document).walk()
        scripts = [part for part in parts if part.get_content_type() == "text/x-shellscript"]
        if not scripts:
            raise GivesUp(f"one boot: the user-data of {system_id} holds no program")
        program = f"{node.RUN}/commission"
        write(program, scripts[-1].get_payload(decode=True))
        node.say("goes on to the commissioning")
        code = subprocess.call(["sh", program], stdin=subprocess.DEVNULL)
        if code != 0:
            raise GivesUp(f"one boot: the program of {system_id} ended with {code}")

    def give_up(self, reason):
        node.say(f"enlistment failed: {reason}")
        self.report("enlist", reason)
        open_consoles()
        node.show("This machine is not enlisted. Press ENTER for a root shell on this console;")
        node.show(f"it will power off in {self.console_wait // 60} minutes unless somebody does.")
        later(self.console_wait, "[ -e /run/muster-stay ] || { " + POWER_OFF + "; }")


def power_fields(power):
    if not power:
        return [("power_type", ""), ("power_parameters", "")]
    return [("power_type", power.power_type), ("power_parameters", power.document())]


def withheld(answer, power):
    """An answer for a log; nothing of it if it quotes the password back."""
    secret = power.parameters.get("power_pass") if power else None
    return "(answer withheld: it quotes a secret)" if secret and secret in answer else answer


def parsed(answer):
    try:
        enlisted = json.loads(answer)
    except ValueError:
        return {}
    return enlisted if isinstance(enlisted, dict) else {}


def write(path, content):
    with open(path, "wb", opener=lambda file, flags: os.open(file, flags, 0o600)) as file:
        file.write(content)


def later(seconds, shell):
    """Outlives this program and cloud-init, needs neither network nor disk."""
    timer = ["systemd-run", "--quiet", "--collect", f"--on-active={seconds}", "--timer-property=AccuracySec=100ms"]
    if subprocess.call([*timer, "/bin/sh", "-c", shell], stdin=subprocess.DEVNULL) != 0:
        subprocess.Popen(  # pylint: disable=consider-using-with
            ["sh", "-c", f"sleep {seconds}; {shell}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def drop_in(unit, agetty):
    """Any key on this console gives a root shell."""
    folder = f"{node.ROOT}/run/systemd/system/{unit}.d"
    os.makedirs(folder, exist_ok=True)
    command = f"-/sbin/agetty --autologin root --login-pause --noclear {agetty}"
    write(f"{folder}/muster.conf", f"[Service]\nExecStart=\nExecStart={command}\n".encode())


def open_consoles():
    """Consoles only, nothing on the network. Who logs in keeps the machine on."""
    units = ["getty@tty1.service"]
    drop_in(units[0], "%I $TERM")
    for console in node.consoles():
        if not re.fullmatch(r"tty[0-9].*|console", console):
            units.append(f"serial-getty@{console}.service")
            drop_in(units[-1], "--keep-baud 115200,57600,38400,9600 %I $TERM")
    profile = f"{node.ROOT}/etc/profile.d/muster-stay.sh"
    os.makedirs(os.path.dirname(profile), exist_ok=True)
    write(profile, b"touch /run/muster-stay\n")
    os.chmod(profile, 0o644)
    subprocess.call(["systemctl", "daemon-reload"])
    subprocess.call(["systemctl", "--no-block", "restart", *units])


def enlist():
    with open(SETTINGS, encoding="utf-8") as file:
        enlistment = Enlistment(json.load(file))
    proxy = re.search('"(.*)"', tool("apt-config", "dump", "Acquire::http::Proxy"))
    node.say(f"enlistment starts; apt proxy: {proxy.group(1) if proxy else 'none'}")
    try:
        enlistment.run()
    except Exception as failure:  # pylint: disable=broad-except  # whatever it is, somebody must hear of it
        known = isinstance(failure, GivesUp)
        enlistment.give_up(str(failure) if known else f"{type(failure).__name__}: {failure}")
        sys.exit(1)


if __name__ == "__main__":
    os.umask(0o077)
    node.main("muster-enlist", enlist)
