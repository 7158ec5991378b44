"""Finds the machine's management controller (BMC) and gains control over its power.

A password never stands in an argument list or in a log: it goes through files that only root reads.
"""

import glob
import json
import re
import secrets
import subprocess
import tempfile
from dataclasses import dataclass, field

import muster_node as node

TOOL_WAIT = 90  # seconds for one call: in-band tools hang on broken hardware
ADDRESS_WAIT = 60  # seconds for the BMC to get an address by DHCP
ADDRESS_STEP = 5  # seconds
USER = "maas"
PASSWORD_LENGTH = 15  # IPMI 1.5 has room for 16, and some firmware wants a NUL there
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"  # none that people mix up
MODULES = ("ipmi_msghandler", "ipmi_devintf", "ipmi_si")
MOONSHOT = "14"  # the cartridge's device id in the answer to Get Device ID


class Unusable(Exception):
    """There is a BMC, and this is why it cannot be used."""


@dataclass
class PowerControl:
    """How the machine is switched, in MAAS's names."""

    power_type: str
    parameters: dict = field(repr=False)

    def document(self):
        """The parameters as JSON."""
        return json.dumps(self.parameters, separators=(",", ":"))


def detect():
    """The machine's power control; None where there is no BMC."""
    if re.search("^model name.*qemu", read(f"{node.ROOT}/proc/cpuinfo"), re.IGNORECASE | re.MULTILINE):
        node.say("virtual machine: no BMC to look for")
        return None
    for module in MODULES:
        output("modprobe", module)
    version = locate()
    if not version:
        node.say("no BMC found")
        return None
    try:
        device_id = output("ipmitool", "raw", "06", "01").split()
        return moonshot() if device_id[:1] == [MOONSHOT] else ipmi(version)
    except Unusable as reason:
        node.say(f"BMC: {reason}")
        raise


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def run(*command):
    """Exit code and standard output of a tool; 127 and nothing where there is none, or where it hangs."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=TOOL_WAIT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 127, ""
    return done.returncode, done.stdout.decode("utf-8", "replace")


def output(*command):
    return run(*command)[1]


def locate():
    """The IPMI version of the BMC; empty where there is none."""
    found = re.search(r"IPMI Version: *(\d+\.\d)", output("ipmi-locate"))
    if found:
        return found.group(1)
    if not glob.glob(f"{node.ROOT}/dev/ipmi[0-9]"):
        return ""
    found = re.search(r"^IPMI Version *: *(\S+)", output("ipmitool", "mc", "info"), re.MULTILINE)
    return found.group(1) if found else "1.5"


def usable(address):
    return re.fullmatch(r"\d+\.\d+\.\d+\.\d+", address) is not None and address != "0.0.0.0"


# --- IPMI, by FreeIPMI's bmc-config -------------------------------------------------------------------


def value(section, key):
    """What the BMC holds; empty where it does not say."""
    for line in output("bmc-config", "--checkout", f"--section={section}").splitlines():
        words = line.split(None, 1)
        if words and words[0].lower() == key.lower():
            return words[1].strip() if len(words) > 1 else ""
    return ""


def is_set(section, key, wanted):
    return value(section, key).lower() == wanted.lower()


def with_settings(action, section, settings):
    """Runs bmc-config with a file of settings: its exit code and output."""
    with tempfile.NamedTemporaryFile("w", dir=node.RUN, encoding="utf-8") as file:  # readable for us alone
        file.write(f"Section {section}\n")
        for key, content in settings.items():
            file.write(f"\t{key} {content}\n")
        file.write("EndSection\n")
        file.flush()
        return run("bmc-config", action, f"--filename={file.name}")


def commit(section, key, content):
    """One key at a time, for some BMCs take them in this order only; True where the BMC took it."""
    return with_settings("--commit", section, {key: content})[0] == 0


def ipmi(version):
    address = find_address()
    section, password = make_user()
    driver = "LAN_2_0" if version.startswith("2.") else "LAN"
    node.say(f"BMC at {address} is set up: IPMI {version}, driver {driver}, user {USER} in {section}")
    return PowerControl(
        "ipmi",
        {"power_address": address, "power_user": USER, "power_pass": password, "power_driver": driver},
    )


def find_address():
    """A BMC that has none is told to ask DHCP; one that asked in vain is made to ask again."""
    address = value("Lan_Conf", "IP_Address")
    if usable(address):
        return address
    node.say("BMC has no address: switching it to DHCP")
    if value("Lan_Conf", "IP_Address_Source") == "Use_DHCP":
        commit("Lan_Conf", "IP_Address_Source", "Static")
    if not commit("Lan_Conf", "IP_Address_Source", "Use_DHCP"):
        node.say("BMC refuses IP_Address_Source Use_DHCP")
    for _ in range(ADDRESS_WAIT // ADDRESS_STEP):
        node.pause(ADDRESS_STEP)
        address = value("Lan_Conf", "IP_Address")
        if usable(address):
            return address
    raise Unusable(f"no address after {ADDRESS_WAIT} s of DHCP")


def user_slots():
    """Section -> user name, without User1, which has no name by design. A slot whose name cannot be read is nobody's
    to take, and is left out."""
    sections = [name for name in output("bmc-config", "--listsections").split() if re.fullmatch(r"User\d+", name)]
    sections = [name for name in sections if name != "User1"]
    slots, section = {}, ""
    if not sections:
        return slots
    for line in output("bmc-config", "--checkout", *(f"--section={name}" for name in sections)).splitlines():
        words = line.split(None, 1)
        if words and words[0] == "Section":
            section = words[1].strip()
        elif words and words[0].lower() == "username" and section in sections:
            slots[section] = words[1].strip() if len(words) > 1 else ""
    return slots


def choose_slot():
    """(section, whether our user is there already)"""
    slots = user_slots()
    for section, name in slots.items():
        if name == USER:
            return section, True
    for section, name in slots.items():
        if name in ("", "(Empty User)"):
            return section, False
    raise Unusable(f"no free user slot, and no user {USER}")


def new_password():
    """Upper and lower case and digits, as policies demand; none three times in a row."""
    while True:
        password = "".join(secrets.choice(LETTERS) for _ in range(PASSWORD_LENGTH))
        kinds = (str.isupper, str.islower, str.isdigit)
        if all(any(kind(c) for c in password) for kind in kinds) and not re.search(r"(.)\1\1", password):
            return password


def password_took(section, password):
    """A password cannot be read back; the BMC can only be asked whether it is this one. The answer quotes it."""
    _, differing = with_settings("--diff", section, {"Password": password})
    return ":password - " not in differing.lower()


def set_password(section):
    for number in (1, 2, 3):
        password = new_password()
        if commit(section, "Password", password) and password_took(section, password):
            return password
        node.say(f"BMC does not take password number {number}")
    raise Unusable(f"{section}: takes no password")


def make_user():
    """(section, password) of a user that may switch the machine."""
    section, ours = choose_slot()
    if ours:
        node.say(f"BMC has a user {USER} in {section}: giving it a new password")
    else:
        node.say(f"BMC gets a user {USER} in {section}")
        commit(section, "Username", USER)
    password = set_password(section)
    commit(section, "Enable_User", "Yes")
    commit(section, "Lan_Privilege_Limit", "Administrator")
    commit(section, "Lan_Enable_IPMI_Msgs", "Yes")

    if not is_set(section, "Username", USER):
        raise Unusable(f"{section}: user name is not what was set")
    if not is_set(section, "Lan_Privilege_Limit", "Administrator"):
        raise Unusable(f"{section}: Lan_Privilege_Limit is not what was set")
    if not is_set(section, "Lan_Enable_IPMI_Msgs", "Yes"):
        raise Unusable(f"{section}: Lan_Enable_IPMI_Msgs is not what was set")
    # old BMCs cannot say whether a user is enabled
    if value(section, "Enable_User").lower() not in ("yes", ""):
        raise Unusable(f"{section}: Enable_User is not what was set")
    if not password_took(section, password):
        raise Unusable(f"{section}: password is not what was set")
    return section, password


# --- HP Moonshot: the node is reached through its chassis, over two bridges -----------------------------


def picmg_address(*bridge):
    """IPMB-0 address, third byte of PICMG's Get Address Info; empty where there is no answer."""
    words = output("ipmitool", *bridge, "raw", "0x2c", "0x01", "0x00").split()
    return f"0x{words[2]}" if len(words) >= 3 else ""


def channel_of(controllers, address):
    """From the verbose list of management controllers: their text, and `0x82`."""
    wanted, slave = f"{address[2:]}h", ""
    for line in controllers.splitlines():
        last = line.split()[-1] if line.split() else ""
        if line.startswith("Device Slave Address"):
            slave = last.lower()
        elif line.startswith("Channel Number") and slave == wanted:
            channel = last.removesuffix("h")
            return channel if channel.isdigit() else f"0x{channel}"
    return ""


def moonshot():
    local = picmg_address()
    own = picmg_address("-t", "0x20", "-b", "0", "-m", local)
    controllers = output("ipmitool", "-b", "0", "-t", "0x20", "-m", local, "-v", "sdr", "list", "mcloc")
    local_channel, own_channel = channel_of(controllers, local), channel_of(controllers, own)
    if not local_channel or not own_channel:
        raise Unusable("Moonshot chassis does not say where this node is")
    lan = output("ipmitool", "-B", "0", "-T", "0x20", "-b", "0", "-t", "0x20", "-m", local, "lan", "print", "2")
    found = re.search(r"^IP Address  *: *(\S+)", lan, re.MULTILINE)
    if not found or not usable(found.group(1)):
        raise Unusable("Moonshot chassis manager has no address")
    way = f"-B {own_channel} -T {own} -b {local_channel} -t {local} -m 0x20"
    node.say(f"Moonshot chassis manager at {found.group(1)}, this node by {way}")
    # the factory's credentials; an operator who changed them enters his own
    return PowerControl(
        "moonshot",
        {
            "power_address": found.group(1),
            "power_user": "Administrator",
            "power_pass": "password",
            "power_hwaddress": way,
        },
    )
