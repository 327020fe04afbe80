#!/usr/bin/env bash
# Installs the Debian packages aibelt is built with, as far as they are missing; with the argument `tests` also those that
# only its tests use.
set -euo pipefail

packages=(
  g++ cmake ninja-build ccache pkg-config git ca-certificates
  libsimgrid-dev libboost-dev nlohmann-json3-dev libcli11-dev catch2
  libspdlog-dev libfmt-dev libsqlite3-dev librandom123-dev libssl-dev zlib1g-dev
  coinor-libclp-dev coinor-libcbc-dev
)
# The charts of report pages come by npm, which may have come with a Node.js of another origin.
command -v npm >/dev/null || packages+=(nodejs npm)
test_packages=(
  slurmctld slurmd slurm-client munge procps hostname
  chromium fonts-dejavu-core fonts-noto-cjk
)
case "${1:-}" in
  '') ;;
  tests) packages+=("${test_packages[@]}") ;;
  *)
    echo "usage: scripts/install_packages.sh [tests]" >&2
    exit 2
    ;;
esac

is_installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_missing() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}"
}

if ! command -v dpkg-query >/dev/null; then
  echo "this is no Debian: taking the packages as installed" >&2
  exit 0
fi
missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "error: installing these packages needs root or sudo: ${missing[*]}" >&2
    exit 3
  fi
  as_root=(sudo)
fi
echo "installing ${missing[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! install_missing >"$log" 2>&1 </dev/null; then
  cat "$log" >&2
  echo "error: apt-get did not install ${missing[*]}" >&2
  exit 3
fi
