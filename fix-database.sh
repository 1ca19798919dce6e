#!/usr/bin/env bash
# The emergency command for a server: brings the database to the state that migrations/ describes, and shows it.
set -u

usage() {
  cat <<'TEXT'
Usage: ./fix-database.sh [options of "plumbline migrate"]

Brings the database to the state that migrations/ describes: checks Node and the database settings,
installs and builds if need be, runs "plumbline migrate" and then "plumbline status".
What is applied already is not touched; running it twice does no harm.

Set before:
  DATABASE_URL             postgres://user:password@host:port/name
  MIGRATION_DATABASE_URL   wins over DATABASE_URL, for a role that may change the schema

Examples:
  DATABASE_URL=postgres://app:...@db.example.com/app ./fix-database.sh
  ./fix-database.sh --dry-run
  ./fix-database.sh --lock-timeout 10s

Exit codes: 0 the database is as it should be, 1 a migration failed, 2 settings are missing or wrong,
6 files and history disagree, 75 no connection or no lock in time: try again later.
TEXT
}

refuse() {
  printf 'fix-database.sh: %s\n' "$@" >&2
  exit 2
}

check_node() {
  command -v node >/dev/null 2>&1 || refuse 'there is no "node" here: install Node.js 20.19 or newer.'
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    refuse "Node.js $(node --version) is too old: 20.19 or newer is needed."
}

check_database() {
  # The value is never printed: it holds a password.
  if [ -n "${MIGRATION_DATABASE_URL:-}" ]; then
    echo 'Database: as MIGRATION_DATABASE_URL says.'
  elif [ -n "${DATABASE_URL:-}" ]; then
    echo 'Database: as DATABASE_URL says.'
  else
    refuse 'neither DATABASE_URL nor MIGRATION_DATABASE_URL is set, so there is no database to repair.' \
      'set one of them: export DATABASE_URL=postgres://user:password@host:port/name'
  fi
}

# An old build after a "git pull" would migrate with old code, so the compiler looks whenever it is there.
build() {
  if [ ! -d node_modules ]; then
    echo 'Installing what is needed ...'
    npx --yes pnpm@12 install --frozen-lockfile >&2 || refuse 'the installation failed; its output is above.'
  fi
  if [ -x node_modules/.bin/tsc ]; then
    node_modules/.bin/tsc -b >&2 || refuse 'the build failed; its output is above.'
  fi
  [ -f packages/cli/dist/main.js ] ||
    refuse 'there is no build here and no compiler to make one: run "npx --yes pnpm@12 install" first.'
}

# Runs plumbline and passes signals on: bash alone would keep them until the migration is done.
plumbline() {
  node packages/cli/bin/plumbline.js "$@" &
  child=$!
  trap 'kill -TERM "$child" 2>/dev/null' TERM
  trap 'kill -INT "$child" 2>/dev/null' INT
  wait "$child"
  code=$?
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  trap - TERM INT
  return "$code"
}

case "${1:-}" in
-h | --help)
  usage
  exit 0
  ;;
esac

cd "$(dirname "$0")" || refuse 'its own directory cannot be entered.'
# Somebody's server is to be repaired: without a URL nothing else may step in.
export PLUMBLINE_NO_DEV=1

check_node
check_database
build

plumbline migrate "$@"
migrated=$?
case "$migrated" in
# Stopped by a signal: nobody waits for more. Without settings or a connection, status would fail in the same words.
2 | 75 | 130 | 143) exit "$migrated" ;;
esac

echo
plumbline status
shown=$?
if [ "$migrated" -ne 0 ]; then exit "$migrated"; fi
exit "$shown"
