#!/usr/bin/env bash
# `npm install` by mistake must stop before it changes anything, with a sentence that says what to type.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp "$root/package.json" "$root/.npmrc" "$root/pnpm-workspace.yaml" "$copy/"
if said=$(cd "$copy" && npm install 2>&1); then
  echo "npm install went through; it must not." >&2
  exit 1
fi
if ! grep -q 'npx --yes pnpm@12 install' <<<"$said"; then
  printf 'npm install failed without saying what to type:\n%s\n' "$said" >&2
  exit 1
fi
if [ -e "$copy/node_modules" ]; then
  echo 'npm install left a node_modules behind.' >&2
  exit 1
fi
echo 'ok'
