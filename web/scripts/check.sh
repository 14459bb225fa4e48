#!/bin/sh
# Is the page in the package the build of web/? Installs, checks types, runs the tests, builds beside it and compares.
set -eu
cd "$(dirname "$0")/.."
committed=../src/sourcebook/review/page
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
npm ci --no-audit --no-fund --silent
npx tsc --noEmit
npx vitest run --silent
npx vite build --outDir "$made" --emptyOutDir --logLevel warn
node scripts/size.mjs "$made"
if ! diff -rq "$committed" "$made" >&2; then
  echo "src/sourcebook/review/page is not the build of web/: run make page and commit what it makes" >&2
  exit 1
fi
