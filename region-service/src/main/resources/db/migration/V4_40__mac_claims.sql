-- Addresses that were named for a node and that no machine of it was seen with. They give a machine nothing: what boots,
-- keys, leases and events go by is in mac_addresses. Several nodes may claim one address.
create table mac_claims (
    id         bigserial primary key,
    node_id    bigint    not null references nodes (id) on delete cascade,
    mac        text      not null check (mac ~ '^[0-9a-f]{2}(:[0-9a-f]{2}){5}$'),
    position   smallint  not null,
    by_machine boolean   not null,       -- named by the node's own machine, while it was attested with another address
    constraint mac_claims_once unique (node_id, mac)
);
create index mac_claims_mac on mac_claims (mac);

-- Of a machine that has booted, the address that it booted from is known to be its own. What else machines said of
-- themselves, and what nobody has accepted yet, is a claim from now on.
insert into mac_claims (node_id, mac, position, by_machine)
select m.node_id, m.mac, m.position, n.pxe_mac is not null
  from mac_addresses m join nodes n on n.id = m.node_id
 where m.mac is distinct from n.pxe_mac and (n.pxe_mac is not null or n.status = 0);
delete from mac_addresses m using mac_claims c where c.mac = m.mac and c.node_id = m.node_id;
