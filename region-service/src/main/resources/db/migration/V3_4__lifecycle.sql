-- Which address each card got last, as its cluster said.
create table leases (
    cluster uuid        not null,
    address text        not null,
    mac     text        not null,
    expires timestamptz not null,
    primary key (cluster, address)
);
create index leases_mac on leases (mac);

-- The addresses that nodes have: their own, and those leased to them.
create view node_addresses as
    select m.node_id, s.address from sticky_addresses s join mac_addresses m on m.mac = s.mac
    union
    select m.node_id, l.address from leases l join mac_addresses m on m.mac = l.mac where l.expires > now();

-- The subnets that nodes have been seen in.
create view node_subnets as
    select m.node_id, s.subnet_id from sticky_addresses s join mac_addresses m on m.mac = s.mac
    union
    select m.node_id, b.id
      from leases l
      join mac_addresses m on m.mac = l.mac
      join clusters c on c.uuid = l.cluster
      join subnets b on b.cluster_id = c.id and l.address::inet << b.cidr::inet;

-- The boot step after which a machine was last said to hang, so that it is said once.
alter table nodes add column stalled_after bigint;

-- Whether a machine that enlists goes on to its commissioning without being switched off in between.
alter table clusters add column one_boot boolean not null default false;
