-- When a machine first asked what to boot in its node's present state, and whether its work goes on in the boot at hand.
alter table nodes
    add column boot_asked timestamptz,
    add column same_boot  boolean not null default false;
