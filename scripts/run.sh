#!/usr/bin/env bash
# run.sh [ARGUMENTS]: installs what is missing, builds, and runs `aibelt ARGUMENTS` where you stand;
# without arguments the flagship scenario, into out/stargate-korea of the project.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")

"$root/scripts/install_packages.sh"
"$root/scripts/build.sh" release aibelt
aibelt=$root/build/release/src/aibelt

if [ $# -gt 0 ]; then
  exec "$aibelt" "$@"
fi
cd "$root"
echo "running scenarios/stargate-korea" >&2
"$aibelt" run scenarios/stargate-korea/scenario.json --out out/stargate-korea
echo "results are in $root/out/stargate-korea" >&2
