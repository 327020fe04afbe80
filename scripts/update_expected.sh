#!/usr/bin/env bash
# update_expected.sh AIBELT: runs every scenario that has a folder "expected" with the program AIBELT and replaces what is in it.
# The golden tests hold later builds to these files; a change needs a line under "Results changed" in CHANGELOG.md.
set -euo pipefail
aibelt=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for expected in scenarios/*/expected; do
  scenario=$(dirname "$expected")
  rm -rf "$out/run"
  "$aibelt" run "$scenario/scenario.json" --out "$out/run" >"$expected/table.txt"
  cp "$out/run/summary.json" "$out/run/events.csv" "$expected"
  (cd "$out/run" && sha256sum curves.csv $(ls | grep -x jobs.csv || true) provenance.json) >"$expected/sha256.txt"
  echo "wrote $expected" >&2
done

# The README shows the flagship's table between its markers.
table=scenarios/stargate-korea/expected/table.txt
awk -v table="$table" '
  /<!-- table:stargate-korea -->/ { print; print "```"; while ((getline line < table) > 0) print line; print "```"; skip = 1 }
  /<!-- \/table -->/ { skip = 0 }
  !skip
' README.md >"$out/README.md"
cp "$out/README.md" README.md
