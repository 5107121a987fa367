#!/bin/sh
# Packs what a board needs into target/kenh-agent-VERSION.tar.gz. Called by the build with the version.
set -eu
cd "$(dirname "$0")/../.."
name=kenh-agent-$1
rm -rf "target/$name"
mkdir -p "target/$name"
cp "target/edge-agent-$1-all.jar" "target/$name/kenh-agent.jar"
cp -r src/packaging/install.sh src/packaging/kenh-agent src/packaging/kenh-agent.service src/packaging/examples "target/$name/"
chmod 755 "target/$name/install.sh" "target/$name/kenh-agent"
tar -C target --owner=0 --group=0 --numeric-owner --sort=name -czf "target/$name.tar.gz" "$name"
rm -rf "target/$name"
