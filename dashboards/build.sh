#!/bin/sh
# Builds the web UI into target/classes/web. Does again only what changed: packages are installed when the lock file
# is not the one installed last, the UI is built when a source is newer than its result.
set -eu
cd "$(dirname "$0")"

command -v node >/dev/null || { echo "Building the web UI needs Node.js 18.19 or newer (Debian: apt install nodejs npm)" >&2; exit 1; }

installed=node_modules/.installed-lock.json
if ! cmp -s package-lock.json "$installed"; then
  npm ci --no-progress --loglevel=error
  cp package-lock.json "$installed"
fi

result=target/classes/web/index.html
sources="src public index.html package.json package-lock.json tsconfig.json vite.config.ts eslint.config.js"
# shellcheck disable=SC2086 # a list of names without blanks
if [ ! -f "$result" ] || [ -n "$(find $sources -newer "$result" | head -n 1)" ]; then
  npm run --silent build
fi
