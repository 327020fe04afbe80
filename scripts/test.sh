#!/usr/bin/env bash
# Installs what is missing, builds, and runs the tests: what tries the program and its results as release build, what tries
# the code under the sanitizers, exact under both.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [CTEST ARGUMENTS]

Without arguments: the labels exact, golden, validation, cli and architecture of the release build, then unit, contract,
property and exact of the dev build (AddressSanitizer, UndefinedBehaviorSanitizer).
With arguments: they go to ctest, for both builds, of which release runs every label.

  -L LABEL   only tests of this label: unit, contract, property, exact, golden, validation, cli or architecture
  -R TEXT    only tests whose name holds this regular expression
  --help     this text
TEXT
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac

released='exact|golden|validation|cli|architecture'
sanitized='unit|contract|property|exact'

# run_tests PRESET TARGET [CTEST ARGUMENTS]
run_tests() {
  local preset=$1 target=$2
  shift 2
  "$root/scripts/build.sh" "$preset" "$target"
  echo "testing build/$preset" >&2
  (cd "$root" && ctest --preset "$preset" --parallel "$(nproc)" "$@" </dev/null)
}

# Whether the ctest arguments ask for a label that runs in the release build only.
is_release_only() {
  local previous=
  for argument in "$@"; do
    [[ $previous != -L || $argument =~ $sanitized ]] || return 0
    previous=$argument
  done
  return 1
}

"$root/scripts/install_packages.sh" tests
if [ $# -eq 0 ]; then
  run_tests release release_tests -L "^($released)\$"
else
  run_tests release all "$@"
fi
if ! is_release_only "$@"; then
  run_tests dev sanitized_tests -L "^($sanitized)\$" "$@"
fi
