// What Juju's provider does to a region, by the library that it uses: gomaasapi, API 1.0.
//
// In the environment: MUSTER_URL (http://host:port/MAAS), MUSTER_KEY (of a user), MUSTER_ADMIN_KEY, MUSTER_ZONE and
// MUSTER_TAG (of two free nodes with 4096 MiB and 2 threads), MUSTER_CLUSTER (uuid). Each step is told on the standard
// output; the first that goes wrong ends the program with 1.
package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/juju/errors"
	"github.com/juju/gomaasapi"
	"gopkg.in/mgo.v2/bson"
)

func main() {
	versionTwoIsNotOffered()
	maas := connect("MUSTER_KEY")
	capabilities(maas)
	lists(maas)
	nodegroups(maas, connect("MUSTER_ADMIN_KEY"))
	nothingFits(maas)

	first, second := acquire(maas), acquire(maas)
	if first == second {
		fail("acquire", "the same node twice: %s", first)
	}
	status(maas, "Not in deployment", first, second)
	listed(maas, "list", url.Values{"agent_name": {"agent-7"}}, 2)
	listed(maas, "list", url.Values{"agent_name": {"agent-7"}, "id": {first, second}}, 2)
	listed(maas, "list_allocated", url.Values{"id": {first}}, 1)
	details(maas, first)
	changed(maas, first)
	start(maas, first)
	start(maas, second)
	status(maas, "Deploying", first, second)
	release(maas, first, second)
	listed(maas, "list", url.Values{"agent_name": {"agent-7"}}, 0)
	release(maas, first, second) // once more does no harm
	refused(maas)
	uploads(connect("MUSTER_ADMIN_KEY"))
	fmt.Println("all is well")
}

// The client tries the newer API first and wants to hear that there is none.
func versionTwoIsNotOffered() {
	_, err := gomaasapi.NewController(gomaasapi.ControllerArgs{
		BaseURL: os.Getenv("MUSTER_URL"), APIKey: os.Getenv("MUSTER_KEY")})
	if !gomaasapi.IsUnsupportedVersionError(err) {
		fail("version 2", "%v", err)
	}
	done("version 2 is not offered")
}

func connect(variable string) *gomaasapi.MAASObject {
	api := gomaasapi.AddAPIVersionToURL(os.Getenv("MUSTER_URL"), "1.0")
	client, err := gomaasapi.NewAuthenticatedClient(api, os.Getenv(variable))
	check("connect", err)
	return gomaasapi.NewMAAS(*client)
}

func capabilities(maas *gomaasapi.MAASObject) {
	answer, err := maas.GetSubObject("version/").CallGet("", nil)
	check("version", err)
	info, err := answer.GetMap()
	check("version", err)
	items, err := info["capabilities"].GetArray()
	check("version", err)
	for _, item := range items {
		_, err := item.GetString()
		check("version", err)
	}
	done("capabilities")
}

// Objects that the client finds in a list and then reads by their own address.
func lists(maas *gomaasapi.MAASObject) {
	for path, operation := range map[string]string{"zones": "", "tags": "list", "users": "", "nodes": "list"} {
		answer, err := maas.GetSubObject(path).CallGet(operation, nil)
		check(path, err)
		items, err := answer.GetArray()
		check(path, err)
		if len(items) == 0 {
			fail(path, "an empty list")
		}
		object, err := items[0].GetMAASObject()
		check(path, err)
		again, err := object.Get()
		check(path, err)
		if again.URI().Path != object.URI().Path {
			fail(path, "%s became %s", object.URI(), again.URI())
		}
		done(path)
	}
}

func nodegroups(maas, admin *gomaasapi.MAASObject) {
	uuid := os.Getenv("MUSTER_CLUSTER")
	answer, err := maas.GetSubObject("nodegroups").CallGet("list", nil)
	check("nodegroups", err)
	groups, err := answer.GetArray()
	check("nodegroups", err)
	found := false
	for _, group := range groups {
		values, err := group.GetMap()
		check("nodegroups", err)
		id, err := values["uuid"].GetString()
		check("nodegroups", err)
		found = found || id == uuid
	}
	if !found {
		fail("nodegroups", "%s is not among %d", uuid, len(groups))
	}
	interfaces := admin.GetSubObject("nodegroups").GetSubObject(uuid).GetSubObject("interfaces")
	answer, err = interfaces.CallGet("list", nil)
	check("interfaces", err)
	cards, err := answer.GetArray()
	check("interfaces", err)
	if len(cards) != 1 {
		fail("interfaces", "%d", len(cards))
	}
	values, err := cards[0].GetMap()
	check("interfaces", err)
	for _, name := range []string{"name", "ip", "interface", "subnet_mask", "ip_range_low", "ip_range_high"} {
		_, err := values[name].GetString()
		check("interface's "+name, err)
	}
	_, err = values["management"].GetFloat64()
	check("interface's management", err)
	done("nodegroups and interfaces")
}

func constraints() url.Values {
	return url.Values{
		"arch":       {"amd64"},
		"cpu_count":  {"2"},
		"mem":        {"4096"},
		"tags":       {os.Getenv("MUSTER_TAG")},
		"zone":       {os.Getenv("MUSTER_ZONE")},
		"agent_name": {"agent-7"},
	}
}

func nothingFits(maas *gomaasapi.MAASObject) {
	wanted := constraints()
	wanted.Set("mem", "8388608")
	_, err := maas.GetSubObject("nodes/").CallPost("acquire", wanted)
	answered("acquire without a match", err, http.StatusConflict)
	wanted = constraints()
	wanted.Set("tags", "no-such-tag")
	_, err = maas.GetSubObject("nodes/").CallPost("acquire", wanted)
	answered("acquire with an unknown tag", err, http.StatusBadRequest)
}

func acquire(maas *gomaasapi.MAASObject) string {
	answer, err := maas.GetSubObject("nodes/").CallPost("acquire", constraints())
	check("acquire", err)
	node, err := answer.GetMAASObject()
	check("acquire", err)
	id, err := node.GetField("system_id")
	check("acquire", err)
	hardware(node)
	done("acquire")
	return id
}

// What the provider reads of a node that it has got.
func hardware(node gomaasapi.MAASObject) {
	for _, name := range []string{"hostname", "architecture", "owner", "power_state"} {
		text, err := node.GetField(name)
		check("node's "+name, err)
		if text == "" {
			fail("node's "+name, "it is empty")
		}
	}
	values := node.GetMap()
	for name, least := range map[string]float64{"cpu_count": 2, "memory": 4096, "substatus": 10, "status": 6} {
		number, err := values[name].GetFloat64()
		check("node's "+name, err)
		if number < least {
			fail("node's "+name, "%v", number)
		}
	}
	tags, err := values["tag_names"].GetArray()
	check("node's tag_names", err)
	if len(tags) != 1 {
		fail("node's tag_names", "%d", len(tags))
	}
	zone, err := values["zone"].GetMap()
	check("node's zone", err)
	name, err := zone["name"].GetString()
	check("node's zone", err)
	if name != os.Getenv("MUSTER_ZONE") {
		fail("node's zone", "%s", name)
	}
	_, err = values["ip_addresses"].GetArray()
	check("node's ip_addresses", err)
	cards, err := values["macaddress_set"].GetArray()
	check("node's macaddress_set", err)
	card, err := cards[0].GetMAASObject()
	check("node's macaddress_set", err)
	_, err = card.Get()
	check("the card by its own address", err)
}

// Lists arrive as an array of objects, each with an address of its own.
func listed(maas *gomaasapi.MAASObject, operation string, filter url.Values, count int) {
	answer, err := maas.GetSubObject("nodes/").CallGet(operation, filter)
	check(operation, err)
	nodes, err := answer.GetArray()
	check(operation, err)
	if len(nodes) != count {
		fail(operation, "%d nodes, not %d", len(nodes), count)
	}
	for _, node := range nodes {
		object, err := node.GetMAASObject()
		check(operation, err)
		_, err = object.Get()
		check(operation, err)
	}
	done(fmt.Sprintf("%s: %d nodes", operation, count))
}

// What lshw said, in BSON.
func details(maas *gomaasapi.MAASObject, id string) {
	answer, err := maas.GetSubObject("nodes").GetSubObject(id).CallGet("details", nil)
	check("details", err)
	content, err := answer.GetBytes()
	check("details", err)
	var document struct {
		Lshw bson.Binary "lshw,omitempty"
		Lldp bson.Binary "lldp,omitempty"
	}
	check("details", bson.Unmarshal(content, &document))
	if !strings.Contains(string(document.Lshw.Data), "<node") {
		fail("details", "no XML of lshw: %q", document.Lshw.Data)
	}
	done("details")
}

// What its owner may change, he changes by PUT.
func changed(maas *gomaasapi.MAASObject, id string) {
	node, err := maas.GetSubObject("nodes").GetSubObject(id).Get()
	check("read", err)
	hostname, err := node.GetField("hostname")
	check("read", err)
	after, err := node.Update(url.Values{"hostname": {hostname + ".example.com"}})
	check("update", err)
	if name, err := after.GetField("hostname"); err != nil || name != hostname+".example.com" {
		fail("update", "%s, %v", name, err)
	}
	done("update")
}

func start(maas *gomaasapi.MAASObject, id string) {
	program := "#!/bin/sh\necho 'über all' # " + strings.Repeat("x", 40000)
	answer, err := maas.GetSubObject("nodes").GetSubObject(id).CallPost("start", url.Values{
		"distro_series": {"bookworm"},
		"user_data":     {base64.StdEncoding.EncodeToString([]byte(program))},
	})
	check("start", err)
	node, err := answer.GetMAASObject()
	check("start", err)
	if series, err := node.GetField("distro_series"); err != nil || series != "bookworm" {
		fail("start", "%s, %v", series, err)
	}
	done("start")
}

func status(maas *gomaasapi.MAASObject, wanted string, ids ...string) {
	answer, err := maas.GetSubObject("nodes").CallGet("deployment_status", url.Values{"nodes": ids})
	check("deployment_status", err)
	all, err := answer.GetMap()
	check("deployment_status", err)
	for _, id := range ids {
		if text, err := all[id].GetString(); err != nil || text != wanted {
			fail("deployment_status", "%s: %s, %v", id, text, err)
		}
	}
	done("deployment_status: " + wanted)
}

func release(maas *gomaasapi.MAASObject, ids ...string) {
	_, err := maas.GetSubObject("nodes/").CallPost("release", url.Values{"nodes": ids})
	check("release", err)
	done("release")
}

// Errors by which the provider tells what to do next.
func refused(maas *gomaasapi.MAASObject) {
	nodes := maas.GetSubObject("nodes/")
	_, err := nodes.GetSubObject("node-nobody").CallGet("", nil)
	answered("an unknown node", err, http.StatusNotFound)
	_, err = nodes.CallPost("release", url.Values{"nodes": {"node-nobody"}})
	answered("releasing an unknown node", err, http.StatusBadRequest)
	_, err = nodes.CallPost("no_such_operation", url.Values{})
	answered("an unknown operation", err, http.StatusBadRequest)
	_, err = maas.GetSubObject("zones").CallPost("", url.Values{"name": {"not-mine"}})
	answered("what only administrators do", err, http.StatusForbidden)
	client, err := gomaasapi.NewAuthenticatedClient(maas.URL().String(), "a:b:c")
	check("connect", err)
	_, err = gomaasapi.NewMAAS(*client).GetSubObject("nodes").CallGet("list", nil)
	answered("a wrong key", err, http.StatusUnauthorized)
}

// A file in a multipart body, a POST with an empty `op`, and DELETE.
func uploads(admin *gomaasapi.MAASObject) {
	scripts := admin.GetSubObject("commissioning-scripts/")
	name := "10-" + os.Getenv("MUSTER_ZONE")
	content := []byte("#!/bin/sh\n\xff\x00\r\n")
	_, err := scripts.CallPostFiles("", url.Values{"name": {name}}, map[string][]byte{"content": content})
	check("upload", err)
	zones := admin.GetSubObject("zones/")
	answer, err := zones.CallPost("", url.Values{"name": {name}, "description": {"größer & weiter"}})
	check("zone", err)
	zone, err := answer.GetMAASObject()
	check("zone", err)
	if text, err := zone.GetField("description"); err != nil || text != "größer & weiter" {
		fail("zone", "%s, %v", text, err)
	}
	check("zone", zone.Delete())
	_, err = zone.Get()
	answered("a deleted zone", err, http.StatusNotFound)
	done("upload and delete")
}

func answered(step string, err error, status int) {
	server, ok := gomaasapi.GetServerError(err)
	if !ok || server.StatusCode != status {
		fail(step, "%d is expected, not: %v", status, err)
	}
	done(fmt.Sprintf("%s: %d", step, status))
}

func check(step string, err error) {
	if err != nil {
		fail(step, "%s", errors.Details(err))
	}
}

func done(step string) {
	fmt.Println("ok:", step)
}

func fail(step, format string, values ...interface{}) {
	fmt.Printf("failed: %s: %s\n", step, fmt.Sprintf(format, values...))
	os.Exit(1)
}
