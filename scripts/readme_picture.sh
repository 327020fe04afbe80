#!/usr/bin/env bash
# Takes the picture of README.md anew: the flagship's report page, docs/pictures/flagship-report.png.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

scripts/install_packages.sh tests
scripts/build.sh release aibelt
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
build/release/src/aibelt run scenarios/stargate-korea/scenario.json --out "$folder/run" >/dev/null
build/release/src/aibelt report "$folder/run" -o "$folder/page.html" \
  --title "From HBM wafer to served token in Korea, 2025 to 2035"
mkdir -p docs/pictures
NODE_PATH=build/release/web/packages/node_modules node web/picture.mjs "$folder/page.html" \
  docs/pictures/flagship-report.png supply-and-demand binding
