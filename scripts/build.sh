#!/usr/bin/env bash
# build.sh PRESET [TARGET]: configures and builds what is out of date. On a terminal it shows the progress, elsewhere the
# output of a failure only; everything goes to stderr.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
preset=$1
target=${2:-all}
folder=build/$preset

quietly() {
  if [ -t 2 ]; then
    "$@" >&2
    return
  fi
  local output
  if ! output=$("$@" 2>&1); then
    printf '%s\n' "$output" >&2
    return 1
  fi
}

# Also false for a checkout that moved since, and where the presets changed.
is_configured() {
  [ "$folder/build.ninja" -nt CMakePresets.json ] &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$folder/CMakeCache.txt"
}

is_built() {
  ninja -C "$folder" -n "$target" 2>/dev/null | grep -q 'no work to do'
}

mkdir -p build
exec 9>"build/$preset.lock"
flock 9
if ! is_configured; then
  echo "configuring $folder" >&2
  quietly cmake --fresh --preset "$preset"
fi
if ! is_built; then
  echo "building $folder" >&2
  quietly cmake --build --preset "$preset" --target "$target"
fi
