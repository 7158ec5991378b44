-- By which a replica finds out whether its key is the one that all secrets here are sealed with.
create table sealing_key (
    only_one boolean primary key default true check (only_one),
    sealed   bytea   not null
);
