"""Debian's cloud-init finds a machine's metadata, as it does early in a boot, and reports.

usage: PRESEED FOLDER; the preseed as the kernel's cloud-config-url gave it. Prints what was found as JSON."""

import json
import logging
import os
import sys
import tarfile

import yaml
from cloudinit import helpers
from cloudinit.reporting import events, handlers
from cloudinit.sources import DataSourceMAAS

logging.basicConfig(level=logging.WARNING)
preseed, folder = sys.argv[1:]
with open(preseed) as text:
    config = yaml.safe_load(text)
paths = helpers.Paths({"cloud_dir": os.path.join(folder, "cloud"), "run_dir": os.path.join(folder, "run")})
source = DataSourceMAAS.DataSourceMAAS(config, None, paths)
if not source._get_data():
    sys.exit("cloud-init found no metadata")

reporting = dict(config["reporting"]["maas"])
assert reporting.pop("type") == "webhook"
webhook = handlers.WebHookHandler(**reporting)
webhook.publish_event(events.ReportingEvent("start", "init-network", "searching for network datasources"))
webhook.publish_event(events.FinishReportingEvent("init-network", "searching for network datasources", events.status.SUCCESS))
webhook.flush()

scripts = os.path.join(folder, "scripts.tar")
url = config["datasource"]["MAAS"]["metadata_url"].rstrip("/") + "/2012-03-01/maas-commissioning-scripts"
with open(scripts, "wb") as out:
    out.write(source.oauth_helper.readurl(url).contents)
with tarfile.open(scripts, "r:") as archive:
    entries = {member.name: oct(member.mode) for member in archive}

print(json.dumps({
    "instance-id": source.metadata["instance-id"],
    "local-hostname": source.metadata["local-hostname"],
    "user-data": source.userdata_raw.decode()[:200],
    "vendor-data": source.vendordata_raw,
    "scripts": entries,
}))
