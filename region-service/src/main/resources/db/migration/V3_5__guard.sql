-- When a machine first asked what to boot in its node's present state, and whether its work goes on in the boot at hand.
alter table nodes
    add column boot_asked timestamptz,
    add column same_boot  boolean not null default false;

-- Nodes whose tags are to be evaluated. No foreign key: who marks many nodes would lock them all.
create table tags_due (
    node_id bigint      primary key,
    tags    bigint[],                          -- null: all that have a definition
    mark    bigint      not null default 1,    -- grows with every further reason
    since   timestamptz not null default clock_timestamp(),
    taken   timestamptz                        -- by a replica that evaluates it; counts for a while
);
create index tags_due_order on tags_due ((tags is not null), since);
