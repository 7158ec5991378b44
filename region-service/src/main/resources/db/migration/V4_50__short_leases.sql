-- What is too short is for who looks after the network to say.
alter table subnets drop constraint subnets_lease_seconds_check;
alter table subnets add constraint subnets_lease_seconds_check check (lease_seconds >= 1);
