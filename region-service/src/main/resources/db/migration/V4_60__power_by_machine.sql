-- Whether a node's power parameters are what the machine itself said: then its BMC is asked only within the networks of
-- muster.power.bmc-networks. Of machines that nobody has accepted yet, they are.
alter table nodes add column power_by_machine boolean not null default false;
update nodes set power_by_machine = true where status = 0 and power_parameters is not null;
