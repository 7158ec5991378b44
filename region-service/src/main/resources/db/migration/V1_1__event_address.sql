-- The address that a machine had at a boot step.
alter table node_events add column address text not null default '';
