-- How a cluster is to be: the volume that a person wanted, and the certificate it is known by.
alter table speaker_cluster
    add column volume float8 check (volume between 0 and 100),
    add column certificate text;
