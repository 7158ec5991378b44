-- `nodes` keeps what a node is. What features know of it besides is in a table of each, one row for each node, so that
-- what is written often does not wait for the row that a change of state has locked.

lock table nodes in access exclusive mode; -- a replica of the version before may still be at work

-- Power: how the machine is switched, and whether it is on.
create table node_power (
    node_id    bigint      primary key references nodes (id) on delete cascade,
    type       text        not null default '',
    parameters bytea,                                    -- JSON, sealed for the node
    by_machine boolean     not null default false,       -- the parameters are what the machine itself said
    state      text        not null default 'unknown' check (state in ('on', 'off', 'unknown', 'error')),
    polled     timestamptz                               -- when it was last asked whether it is on
) with (fillfactor = 80);

-- Boot: from where, and what its machine has asked for since its state began.
create table node_boot (
    node_id   bigint      primary key references nodes (id) on delete cascade,
    pxe_mac   text,
    netboot   boolean     not null default true,
    asked     timestamptz,                               -- when it first asked what to boot in the present state
    same_boot boolean     not null default false         -- its work goes on in the boot at hand
) with (fillfactor = 80);

-- Work: what goes on in the present state.
create table node_work (
    node_id       bigint      primary key references nodes (id) on delete cascade,
    since         timestamptz not null default now(),
    expires       timestamptz,                           -- when work in progress has failed
    text          text        not null default '',       -- what the machine said last
    error         text        not null default '',
    stalled_after bigint                                 -- the boot step after which it was last said to hang
) with (fillfactor = 80);

-- Allocation: who holds the node, and what is to be installed on it.
create table node_allocation (
    node_id          bigint  primary key references nodes (id) on delete cascade,
    owner_id         bigint  references users (id),
    token            text,                               -- public part of the key that acquired it
    agent_name       text    not null default '',
    osystem          text    not null default '',
    distro_series    text    not null default '',
    user_data        bytea,                              -- for the installed system
    boot_type        text    not null default 'fastpath' check (boot_type in ('fastpath', 'di')),
    boot_disk        text    not null default '',        -- `wwn:…`, `serial:…`, `path:…`, or the installer's own choice
    erase_on_release boolean not null default false
);

-- Hardware: what commissioning found.
create table node_hardware (
    node_id   bigint  primary key references nodes (id) on delete cascade,
    cpu_count integer not null default 0,
    memory    integer not null default 0,                -- MiB
    storage   bigint  not null default 0,                -- MB
    routers   text[],                                    -- MACs of the switches seen; null before
    lshw      bytea,                                     -- XML
    lldp      bytea                                      -- XML
);

insert into node_power (node_id, type, parameters, by_machine, state, polled)
    select id, power_type, power_parameters, power_by_machine, power_state, power_polled from nodes;
insert into node_boot (node_id, pxe_mac, netboot, asked, same_boot)
    select id, pxe_mac, netboot, boot_asked, same_boot from nodes;
insert into node_work (node_id, since, expires, text, error, stalled_after)
    select id, status_since, status_expires, status_text, error, stalled_after from nodes;
insert into node_allocation (node_id, owner_id, token, agent_name, osystem, distro_series, user_data, boot_type,
                             boot_disk, erase_on_release)
    select id, owner_id, owner_token, agent_name, osystem, distro_series, user_data, boot_type, boot_disk,
           erase_on_release from nodes;
insert into node_hardware (node_id, cpu_count, memory, storage, routers, lshw, lldp)
    select id, cpu_count, memory, storage, routers, lshw, lldp from nodes;

alter table nodes
    drop column power_type, drop column power_parameters, drop column power_by_machine, drop column power_state,
    drop column power_polled, drop column pxe_mac, drop column netboot, drop column boot_asked, drop column same_boot,
    drop column status_since, drop column status_expires, drop column status_text, drop column error,
    drop column stalled_after, drop column owner_id, drop column owner_token, drop column agent_name,
    drop column osystem, drop column distro_series, drop column user_data, drop column boot_type,
    drop column boot_disk, drop column erase_on_release, drop column cpu_count, drop column memory,
    drop column storage, drop column routers, drop column lshw, drop column lldp,
    drop column updated;

create index node_power_polled on node_power (polled nulls first) where type <> '';
create index node_work_expiring on node_work (expires) where expires is not null;
create index node_allocation_owner on node_allocation (owner_id) where owner_id is not null;

analyze node_power;
analyze node_boot;
analyze node_work;
analyze node_allocation;
analyze node_hardware;

-- Every node has a row in each, from the statement on that makes it.
create function node_rooms() returns trigger language plpgsql as $$
begin
    insert into node_power (node_id) values (new.id);
    insert into node_boot (node_id) values (new.id);
    insert into node_work (node_id, since) values (new.id, new.created);
    insert into node_allocation (node_id) values (new.id);
    insert into node_hardware (node_id) values (new.id);
    return null;
end $$;
create trigger node_rooms after insert on nodes for each row execute function node_rooms();

-- What owners publish: others read these views, and no table. No secrets, and no documents, are in them.

-- The nodes themselves, for statements that lock rows of their own: there PostgreSQL leaves out no table of a view.
create view known_nodes as select id, system_id, status, cluster_id from nodes;
create view node_times as select node_id, since, expires from node_work;

-- Known addresses of nodes.
create view node_macs as select mac, node_id, position from mac_addresses;

-- Addresses that were named for nodes, and prove nothing.
create view node_claims as select mac, node_id, position, id from mac_claims;

create view known_clusters as select id, uuid, name, status = 1 as accepted from clusters;

-- Nodes that are being switched, or asked whether they are on.
create view power_pending as select node_id from power_commands where state = 'sent';

-- How far machines came.
create view boot_steps as select id, node_id, step, created from node_events where step is not null;

create view tagged_nodes as
    select nt.node_id, t.name, t.kernel_opts from node_tags nt join tags t on t.id = nt.tag_id;

-- Nodes whose hardware is described by a document.
create view described_nodes as select node_id from node_hardware where lshw is not null;

create view known_zones as select id, name from zones;

-- What the boot of a node depends on: no more than the tables that are in it, for it is asked for thousands of times a
-- second.
create view boot_targets as
    select n.id, n.system_id, n.hostname, n.architecture, n.status,
           b.pxe_mac, b.netboot, b.asked is not null as boot_asked,
           a.boot_type, a.osystem, a.distro_series,
           coalesce((select t.kernel_opts from tagged_nodes t
                      where t.node_id = n.id and t.kernel_opts <> '' order by t.name limit 1), '') as kernel_opts,
           n.cluster_id, c.uuid as cluster, coalesce(c.name, '') as domain
      from nodes n
      left join node_boot b on b.node_id = n.id
      left join node_allocation a on a.node_id = n.id
      left join known_clusters c on c.id = n.cluster_id;

-- Nodes, as far as others are concerned. PostgreSQL leaves out what a query does not name. Six tables, so that a query
-- may join two more: above eight (join_collapse_limit) it would read all nodes first.
create view node_details as
    select n.id, n.system_id, n.hostname, n.architecture, n.status, n.disable_ipv4, n.created, n.zone_id, n.cluster_id,
           (select z.name from zones z where z.id = n.zone_id) as zone,
           (select z.description from zones z where z.id = n.zone_id) as zone_description,
           (select c.uuid from known_clusters c where c.id = n.cluster_id) as cluster,
           (select u.name from users u where u.id = a.owner_id) as owner,
           a.owner_id, a.token as owner_token, a.agent_name, a.osystem, a.distro_series, a.boot_type,
           a.boot_disk, a.erase_on_release,
           w.since as status_since, w.expires as status_expires, w.text as status_text, w.error,
           b.pxe_mac, b.netboot, b.asked as boot_asked, b.same_boot,
           p.type as power_type, p.state as power_state,
           h.cpu_count, h.memory, h.storage, h.routers,
           array(select m.mac from node_macs m where m.node_id = n.id order by m.position) as macs,
           array(select k.mac from node_claims k where k.node_id = n.id order by k.position, k.id) as claims,
           array(select t.name from tagged_nodes t where t.node_id = n.id order by t.name) as tags,
           array(select d.address from node_addresses d where d.node_id = n.id order by d.address) as addresses
      from nodes n
      left join node_allocation a on a.node_id = n.id
      left join node_work w on w.node_id = n.id
      left join node_boot b on b.node_id = n.id
      left join node_power p on p.node_id = n.id
      left join node_hardware h on h.node_id = n.id;
