#!/bin/sh
# Makes the secrets that compose.yaml names, once, in ./secrets: sh deploy/make-secrets.sh
set -eu
umask 077
if [ -e secrets ]; then
  echo "secrets is there already; remove it to make others, and the volumes with it." >&2
  exit 1
fi
# The folder is closed to others; the files in it are read in the containers, by other users.
mkdir secrets
password=$(openssl rand -hex 24)
queue=$(openssl rand -hex 24)
cluster=$(openssl rand -hex 24)
printf '%s' "$password" > secrets/password
printf 'postgres://onrecord:%s@postgres/record' "$password" > secrets/record
printf 'nats://onrecord:%s@q1,nats://q2,nats://q3' "$queue" > secrets/queue
openssl rand -hex 24 > secrets/token
cat > secrets/nats.conf <<CONF
jetstream { store_dir: /data }
http: 127.0.0.1:8222
authorization { user: onrecord, password: "$queue" }
cluster {
  name: onrecord
  listen: 0.0.0.0:6222
  authorization { user: cluster, password: "$cluster" }
  routes: ["nats://cluster:$cluster@q1:6222", "nats://cluster:$cluster@q2:6222", "nats://cluster:$cluster@q3:6222"]
}
CONF
chmod 644 secrets/*
