#!/usr/bin/env bash
# Ends the Slurm that slurm_up.sh FOLDER started, with all its jobs, and waits until its processes are gone.
set -uo pipefail
folder=$(realpath -m "${1:?usage: slurm_down.sh FOLDER}")

# pids_of DAEMON: of one, or of one on each node.
pids_of() { cat "$folder/run/$1".pid "$folder/run/$1"-*.pid 2>/dev/null; }

# end PIDS: asks, waits up to five seconds, then insists.
end() {
  local pid
  for pid in "$@"; do
    kill -TERM "$pid" 2>/dev/null
  done
  for pid in "$@"; do
    for _ in $(seq 50); do
      kill -0 "$pid" 2>/dev/null || continue 2
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null
  done
}

if [ -f "$folder/environment.sh" ]; then
  . "$folder/environment.sh"
  [ -z "$(pids_of slurmctld)" ] || timeout 5 scancel --user="$(id -un)" 2>/dev/null
fi
# shellcheck disable=SC2046 # one word a process
end $(pids_of slurmd) $(pids_of slurmctld)
# shellcheck disable=SC2046
end $(pids_of munged)
munge=$(cat "$folder/run/munge.folder" 2>/dev/null)
[ -z "$munge" ] || rm -rf "$munge"
exit 0
