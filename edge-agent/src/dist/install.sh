#!/bin/sh
# Cài Kênh agent trên Debian 12 (x86-64, arm64); chạy lại không hại gì.
# Installs the Kênh agent on Debian 12 (x86-64, arm64); running it again does no harm.
#   ./install.sh               install or upgrade; keeps /etc/kenh-agent and /var/lib/kenh-agent
#   ./install.sh --uninstall   remove the program and the unit; keeps configuration, secret and journal
# DESTDIR=/mnt/card installs into another root (then nothing is started).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${DESTDIR:-}
user=kenh-agent
say() { printf '%s\n' "$1"; }
fail() { say "LỖI / ERROR: $1" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "hãy chạy bằng root / run as root: sudo ./install.sh"

has_systemd() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

if [ "${1:-}" = --uninstall ]; then
  if has_systemd; then
    systemctl disable --now kenh-agent.service 2>/dev/null || true
  fi
  rm -f "$root/etc/systemd/system/kenh-agent.service" "$root/usr/local/bin/kenh-agent"
  rm -rf "$root/usr/lib/kenh-agent" "$root/usr/share/doc/kenh-agent"
  if has_systemd; then systemctl daemon-reload; fi
  say "Đã gỡ. Còn lại: /etc/kenh-agent, /var/lib/kenh-agent / Removed; these stay: /etc/kenh-agent, /var/lib/kenh-agent"
  exit 0
fi
[ $# = 0 ] || fail "không hiểu / not understood: $1"

if [ -z "$root" ]; then
  command -v java >/dev/null || fail "cần Java 17 / Java 17 is needed: apt-get install openjdk-17-jre-headless"
  major=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
  [ "${major:-0}" -ge 17 ] || fail "cần Java 17 trở lên, đang có / Java 17 or newer is needed, this is ${major:-?}"
fi

# In another root only its own programs know its users.
in_root() { if [ -n "$root" ]; then chroot "$root" "$@"; else "$@"; fi; }
if ! grep -q "^$user:" "$root/etc/passwd"; then
  in_root useradd --system --user-group --home-dir /var/lib/kenh-agent --shell /usr/sbin/nologin "$user"
fi
for group in dialout gpio; do
  if grep -q "^$group:" "$root/etc/group"; then in_root usermod -aG "$group" "$user"; fi
done
uid=$(sed -n "s/^$user:[^:]*:\([0-9]*\):.*/\1/p" "$root/etc/passwd")
gid=$(sed -n "s/^$user:[^:]*:[0-9]*:\([0-9]*\):.*/\1/p" "$root/etc/passwd")

install -d -m 755 "$root/usr/lib/kenh-agent" "$root/usr/local/bin" "$root/usr/share/doc/kenh-agent" "$root/etc/systemd/system"
install -d -m 750 -o 0 -g "$gid" "$root/etc/kenh-agent"
install -d -m 750 -o "$uid" -g "$gid" "$root/var/lib/kenh-agent"
# Renamed into place: an agent that runs keeps reading the old one.
install -m 644 "$here/kenh-agent.jar" "$root/usr/lib/kenh-agent/kenh-agent.jar.new"
mv "$root/usr/lib/kenh-agent/kenh-agent.jar.new" "$root/usr/lib/kenh-agent/kenh-agent.jar"
install -m 755 "$here/kenh-agent" "$root/usr/local/bin/kenh-agent"
install -m 644 "$here/kenh-agent.service" "$root/etc/systemd/system/kenh-agent.service"
install -m 644 "$here"/examples/*.yaml "$root/usr/share/doc/kenh-agent/"
if [ ! -e "$root/etc/kenh-agent/secret" ]; then
  install -m 600 -o "$uid" -g "$gid" /dev/null "$root/etc/kenh-agent/secret"
fi
fresh=no
if [ ! -e "$root/etc/kenh-agent/site.yaml" ]; then
  install -m 640 -o 0 -g "$gid" "$here/examples/board.yaml" "$root/etc/kenh-agent/site.yaml"
  fresh=yes
fi

if has_systemd; then
  systemctl daemon-reload
  systemctl enable --quiet kenh-agent.service
  if [ $fresh = no ]; then systemctl restart kenh-agent.service; fi
fi
say "Đã cài / Installed."
if [ $fresh = yes ]; then
  say "1. Mã thiết bị, trung tâm / device and centre: /etc/kenh-agent/site.yaml (mẫu / examples: /usr/share/doc/kenh-agent)"
  say "2. Mã bí mật / secret:  sudo -u $user tee /etc/kenh-agent/secret"
  say "3. Kiểm tra / check:    sudo -u $user kenh-agent check /etc/kenh-agent/site.yaml"
  say "                        sudo -u $user kenh-agent doctor /etc/kenh-agent/site.yaml"
  say "4. Chạy / start:        sudo systemctl start kenh-agent"
fi
