-- Which cluster a command is for, when that cluster fetched it first, and commands that a later one put aside.
alter table power_commands
    add column cluster uuid not null,
    add column taken   timestamptz;
alter table power_commands drop constraint power_commands_state_check;
alter table power_commands
    add constraint power_commands_state check (state in ('sent', 'done', 'failed', 'replaced'));
create index power_commands_finished on power_commands (finished) where state <> 'sent';

-- When a machine was last asked whether it is on.
alter table nodes add column power_polled timestamptz;
create index nodes_power_polled on nodes (power_polled nulls first) where power_type <> '';
