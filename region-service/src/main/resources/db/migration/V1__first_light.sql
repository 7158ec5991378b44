-- Zones, settings, users and their keys.

create table zones (
    id          bigserial primary key,
    name        text not null unique,
    description text not null default ''
);
insert into zones (name) values ('default');

create table settings (
    name  text primary key,
    value text not null
);

create table users (
    id           bigserial primary key,
    name         text        not null unique check (name <> ''),
    email        text        not null default '',
    is_superuser boolean     not null default false,
    created      timestamptz not null default now()
);

-- Secrets of 32 random characters: a plain SHA-256 is enough, there is nothing to guess.
create table api_keys (
    id                bigserial primary key,
    user_id           bigint      not null references users (id) on delete cascade,
    consumer_key      text        not null,
    token_key         text        not null unique,
    token_secret_hash bytea       not null check (length(token_secret_hash) = 32),
    name              text        not null default '',
    created           timestamptz not null default now()
);
create index api_keys_user on api_keys (user_id);

-- Clusters and the subnets that they serve.

create sequence config_version;

create table clusters (
    id             bigserial primary key,
    uuid           uuid        not null unique,
    name           text        not null default '',                 -- DNS zone
    cluster_name   text        not null,
    status         smallint    not null default 1 check (status between 0 and 2),  -- pending, accepted, rejected
    http_port      integer     not null check (http_port between 1 and 65535),
    token_hash     bytea       not null check (length(token_hash) = 32),
    config_version bigint      not null default nextval('config_version'),
    last_seen      timestamptz,
    created        timestamptz not null default now()
);

create table subnets (
    id             bigserial primary key,
    cluster_id     bigint   not null references clusters (id) on delete cascade,
    name           text     not null check (name <> ''),
    interface_name text     not null check (interface_name <> ''),
    cidr           text     not null check (cidr::cidr is not null),
    server_ip      text     not null,
    management     smallint not null default 0 check (management between 0 and 2),  -- none, DHCP, DHCP and DNS
    range_low      text     not null default '',
    range_high     text     not null default '',
    routers        text[]   not null default '{}',
    dns            text[]   not null default '{}',
    ntp            text[]   not null default '{}',
    domain         text     not null default '',
    lease_seconds  integer  not null default 600 check (lease_seconds >= 30),
    constraint subnets_name unique (cluster_id, name),
    constraint subnets_server_inside check (server_ip::inet << cidr::inet),
    constraint subnets_range_whole check ((range_low = '') = (range_high = '')),
    constraint subnets_range_inside check (
        range_low = '' or (range_low::inet << cidr::inet and range_high::inet << cidr::inet)),
    constraint subnets_range_order check (range_low = '' or range_low::inet <= range_high::inet),
    constraint subnets_dhcp_range check (management = 0 or range_low <> '')
);

create table join_secrets (
    id      bigserial primary key,
    hash    bytea       not null unique check (length(hash) = 32),
    created timestamptz not null default now(),
    expires timestamptz not null,
    used_by uuid
);

-- Nodes. The MAC address is the identity of a machine: its primary key keeps two enlistments of one
-- machine from making two nodes.

create table nodes (
    id               bigserial primary key,
    system_id        text        not null unique,
    hostname         text        not null constraint nodes_hostname unique check (hostname <> ''),
    architecture     text        not null,
    status           smallint    not null default 0 check (status between 0 and 15),
    owner_id         bigint references users (id),
    power_type       text        not null default '',
    power_parameters bytea,                                 -- JSON, encrypted
    power_state      text        not null default 'unknown' check (power_state in ('on', 'off', 'unknown', 'error')),
    osystem          text        not null default '',
    distro_series    text        not null default '',
    netboot          boolean     not null default true,
    cpu_count        integer     not null default 0,
    memory           integer     not null default 0,       -- MiB
    storage          bigint      not null default 0,       -- MB
    disable_ipv4     boolean     not null default false,
    zone_id          bigint      not null default 1 references zones (id),
    cluster_id       bigint references clusters (id),
    pxe_mac          text,
    error            text        not null default '',
    created          timestamptz not null default now(),
    updated          timestamptz not null default now()
);
create index nodes_status on nodes (status);
create index nodes_cluster on nodes (cluster_id);

create table mac_addresses (
    mac      text     constraint mac_addresses_mac primary key check (mac ~ '^[0-9a-f]{2}(:[0-9a-f]{2}){5}$'),
    node_id  bigint   not null references nodes (id) on delete cascade,
    position smallint not null
);
create index mac_addresses_node on mac_addresses (node_id, position);

-- What happened. An event of a machine that is no node yet has only its MAC; deleting a node keeps its history.

create table node_events (
    id          bigserial primary key,
    event_id    uuid        not null unique,               -- makes a repeated delivery recognisable
    mac         text,
    node_id     bigint references nodes (id) on delete set null,
    cluster     uuid,
    level       smallint    not null,                      -- 10 debug, 20 info, 30 warning, 40 error
    type        text        not null,
    description text        not null default '',
    step        text,
    outcome     text,
    millis      bigint      not null default 0,
    created     timestamptz not null default now()
);
create index node_events_mac on node_events (mac, id);
create index node_events_node on node_events (node_id, id);

-- What is still to be published. Written in the transaction that changes the state; a relay empties it.

create table outbox (
    id      bigserial primary key,
    topic   text        not null,
    key     text        not null,
    payload text,                                          -- JSON; null is a tombstone
    created timestamptz not null default now()
);
