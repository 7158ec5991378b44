-- What a node is after its enlistment: its work in progress and its limit, who holds it, what is known of it.
alter table nodes
    add column owner_token      text,                              -- public part of the key that acquired it
    add column agent_name       text        not null default '',
    add column status_since     timestamptz not null default now(),
    add column status_expires   timestamptz,                       -- when work in progress has failed
    add column status_text      text        not null default '',   -- what the machine said last
    add column user_data        bytea,                             -- for the installed system
    add column erase_on_release boolean     not null default false,
    add column boot_type        text        not null default 'fastpath' check (boot_type in ('fastpath', 'di')),
    add column routers          text[],                            -- MACs of the switches seen; null before
    add column lshw             bytea,                             -- XML
    add column lldp             bytea;                             -- XML
create index nodes_expiring on nodes (status_expires) where status_expires is not null;
create index nodes_owner on nodes (owner_id) where owner_id is not null;

-- A key by which a machine proves which node it is, from one boot to the end of that state.
create table node_keys (
    node_id           bigint      primary key references nodes (id) on delete cascade,
    consumer_key      text        not null,
    token_key         text        not null unique,
    token_secret_hash bytea       not null check (length(token_secret_hash) = 32),
    sealed_secret     bytea       not null,                        -- the machine asks for it more than once
    created           timestamptz not null default now()
);

-- What scripts and installers left.
create table node_results (
    id            bigserial   primary key,
    node_id       bigint      not null references nodes (id) on delete cascade,
    name          text        not null check (name <> ''),
    result_type   smallint    not null check (result_type in (0, 1)),  -- commissioning, installation
    script_result integer     not null default 0,                      -- exit code
    data          bytea       not null check (length(data) <= 1048576),
    created       timestamptz not null default now(),
    updated       timestamptz not null default now(),
    constraint node_results_name unique (node_id, result_type, name)
);

create table commissioning_scripts (
    id      bigserial   primary key,
    name    text        not null constraint commissioning_scripts_name unique check (name ~ '^[A-Za-z0-9._-]{1,255}$'),
    content bytea       not null check (length(content) <= 1048576),
    updated timestamptz not null default now()
);

create table ssh_keys (
    id      bigserial   primary key,
    user_id bigint      not null references users (id) on delete cascade,
    key     text        not null,
    created timestamptz not null default now(),
    constraint ssh_keys_once unique (user_id, key)
);

create table tags (
    id          bigserial primary key,
    name        text not null constraint tags_name unique check (name ~ '^[A-Za-z0-9_-]+$' and length(name) <= 256),
    comment     text not null default '',
    definition  text not null default '',                          -- XPath over lshw; empty for a tag set by hand
    kernel_opts text not null default ''
);

create table node_tags (
    node_id bigint not null references nodes (id) on delete cascade,
    tag_id  bigint not null references tags (id) on delete cascade,
    primary key (node_id, tag_id)
);
create index node_tags_tag on node_tags (tag_id);

-- Addresses that one card always gets.
create table sticky_addresses (
    mac       text   primary key references mac_addresses (mac) on delete cascade,
    address   text   not null,
    subnet_id bigint not null references subnets (id) on delete cascade,
    constraint sticky_addresses_once unique (subnet_id, address)
);

-- What clusters were told to do with a machine's power. At most one thing at a time for each node.
create table power_commands (
    id       uuid        primary key,
    node_id  bigint      not null references nodes (id) on delete cascade,
    action   text        not null check (action in ('on', 'off', 'soft_off', 'query')),
    state    text        not null default 'sent' check (state in ('sent', 'done', 'failed')),
    created  timestamptz not null default now(),
    expires  timestamptz not null,
    finished timestamptz,
    message  text        not null default ''
);
create unique index power_commands_one on power_commands (node_id) where state = 'sent';
create index power_commands_expiring on power_commands (expires) where state = 'sent';
