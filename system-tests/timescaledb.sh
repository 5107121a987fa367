#!/bin/sh
# TimescaleDB 2.19 (Apache edition) of Debian trixie for tests, on a machine of any other release.
#
#   timescaledb.sh start [OWNER]   prints url=, user=, password= and pid= of a server that belongs to the process
#                                  OWNER (default: the caller); starts it unless it runs
#   timescaledb.sh stop [OWNER]    stops it and removes its data
#
# The packages go into ${XDG_CACHE_HOME:-~/.cache}/kenh/timescaledb-trixie once (debootstrap, about 500 MB; needs root).
# A server whose owner has died is removed at the next start.
set -eu

cache="${XDG_CACHE_HOME:-$HOME/.cache}/kenh"
root="$cache/timescaledb-trixie"
instances=/var/lib/kenh
bin=/usr/lib/postgresql/17/bin

fail() {
    echo "timescaledb.sh: $*" >&2
    exit 1
}

install_packages() {
    [ -e "$root/.complete" ] && return
    [ "$(id -u)" = 0 ] || fail "root is needed once, to install TimescaleDB under $root with debootstrap"
    command -v debootstrap >/dev/null || fail "debootstrap is missing: apt-get install debootstrap"
    rm -rf "$root.unfinished"
    debootstrap --variant=minbase --include=postgresql-17-timescaledb trixie "$root.unfinished" >&2 ||
        fail "debootstrap failed, see $root.unfinished/debootstrap/debootstrap.log"
    rm -f "$root.unfinished"/var/cache/apt/archives/*.deb
    touch "$root.unfinished/.complete"
    rm -rf "$root"
    mv "$root.unfinished" "$root"
}

as_postgres() {
    LC_ALL=C.UTF-8 chroot --userspec=postgres:postgres "$root" "$@"
}

is_running() {
    [ -e "$root$1/data/postmaster.pid" ] && as_postgres "$bin/pg_ctl" status -D "$1/data" >/dev/null 2>&1
}

remove() {
    if is_running "$1"; then
        # The data are removed anyway.
        as_postgres "$bin/pg_ctl" stop -D "$1/data" -m immediate -t 30 >/dev/null 2>&1 ||
            fail "the server in $root$1 cannot be stopped"
    fi
    rm -rf "${root:?}$1"
}

remove_abandoned() {
    for directory in "$root$instances"/*; do
        [ -d "$directory" ] || continue
        [ -d "/proc/$(basename "$directory")" ] || remove "$instances/$(basename "$directory")"
    done
}

free_port() {
    port=$((20000 + $$ % 20000))
    while grep -qi ":$(printf %04X "$port") " /proc/net/tcp /proc/net/tcp6; do
        port=$((port + 1))
    done
    echo "$port"
}

create() {
    instance="$1"
    mkdir -p "$root$instance"
    chmod 700 "$root$instance"
    (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$root$instance/password")
    chroot "$root" chown -R postgres:postgres "$instance"
    as_postgres "$bin/initdb" -D "$instance/data" -U kenh --pwfile="$instance/password" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 >&2
    cat >>"$root$instance/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_preload_libraries = 'timescaledb'
timescaledb.telemetry_level = off
dynamic_shared_memory_type = mmap
max_connections = 100
max_locks_per_transaction = 256
logging_collector = off
timezone = 'UTC'
CONF
}

start() {
    instance="$instances/$1"
    install_packages
    [ "$(id -u)" = 0 ] || fail "root is needed to run the server under $root (chroot)"
    mkdir -p "$root$instances"
    chmod 711 "$root$instances"
    if ! is_running "$instance"; then
        [ -e "$root$instance/data/PG_VERSION" ] || create "$instance"
        # Also after a crash; another process may take the port in between, so the number changes with each try.
        for attempt in 1 2 3; do
            port=$(($(free_port) + attempt))
            as_postgres "$bin/pg_ctl" start -D "$instance/data" -w -t 60 -l "$instance/log" -o "-p $port" >&2 && break
            [ "$attempt" -lt 3 ] || fail "the server does not start, see $root$instance/log"
        done
    fi
    echo "url=jdbc:postgresql://127.0.0.1:$(sed -n 4p "$root$instance/data/postmaster.pid")/postgres"
    echo "user=kenh"
    echo "password=$(cat "$root$instance/password")"
    echo "pid=$(sed -n 1p "$root$instance/data/postmaster.pid")"
}

stop() {
    [ ! -d "$root$instances/$1" ] || remove "$instances/$1"
}

[ $# -ge 1 ] || fail "usage: timescaledb.sh start|stop [OWNER]"
owner="${2:-$PPID}"
mkdir -p "$cache"
# One at a time: two test runs may want to install or tidy up at once. Released when this script ends; the server does
# not inherit it.
exec 9>"$cache/timescaledb.lock"
flock 9
case "$1" in
    start) remove_abandoned; start "$owner" 9>&- ;;
    stop) stop "$owner" 9>&- ;;
    *) fail "usage: timescaledb.sh start|stop [OWNER]" ;;
esac
