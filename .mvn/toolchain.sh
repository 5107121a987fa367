# Sourced by ../run and ../verify from the root: finds the JDK and Node, and knows whether a build is due.

SERVER_JVM="-Xms64m -Xmx384m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
FLEET_JVM="-Xmx160m -XX:+UseSerialGC -Xss256k -XX:TieredStopAtLevel=1"
AGENT_JVM="-Xmx32m -XX:+UseSerialGC -Xss256k -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=24m"

java_major() {
  local version
  version=$("$1/bin/javac" -version 2>/dev/null) || return 1
  version=${version#javac }
  echo "${version%%[.-]*}"
}

# Sets JAVA_HOME to a JDK 25 or newer: the given one, the one on the path, or the first under the usual folder.
require_jdk() {
  local candidate major on_path
  on_path=$(command -v javac || true)
  for candidate in "${JAVA_HOME:-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" /usr/lib/jvm/*; do
    [ -n "$candidate" ] || continue
    major=$(java_major "$candidate") || continue
    if [ "$major" -ge 25 ]; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  echo "Cần JDK 25 trở lên: đặt biến JAVA_HOME hoặc cài vào /usr/lib/jvm." >&2
  echo "JDK 25 or newer is needed: set JAVA_HOME or install one under /usr/lib/jvm." >&2
  exit 1
}

node_is_new_enough() {
  command -v npm >/dev/null && command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 18 || (a === 18 && b >= 18) ? 0 : 1)'
}

require_node() {
  node_is_new_enough && return
  echo "Cần Node.js 18.18 trở lên và npm (Debian: apt-get install nodejs npm)." >&2
  echo "Node.js 18.18 or newer and npm are needed (Debian: apt-get install nodejs npm)." >&2
  exit 1
}

built=operations/target/.built

needs_build() {
  [ -e "$built" ] || return 0
  [ -n "$(find pom.xml telemetry-model gateway ingest operations edge-agent dashboards \
    \( -name target -o -name node_modules -o -name dist \) -prune -o -type f -newer "$built" -print -quit)" ]
}

mark_built() {
  touch "$built"
}
