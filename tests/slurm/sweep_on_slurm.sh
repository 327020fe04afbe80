#!/usr/bin/env bash
# A sweep on a real Slurm, started for it: one shard killed, one stopped and put back by Slurm, a merge that finds the sweep
# incomplete, the lost shard submitted again; the merged files are those of the sweep without shards, byte for byte.
#
# usage: sweep_on_slurm.sh AIBELT SWEEP_FILE
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
aibelt=$(realpath "${1:?usage: sweep_on_slurm.sh AIBELT SWEEP_FILE}")
sweep=$(realpath "${2:?usage: sweep_on_slurm.sh AIBELT SWEEP_FILE}")

for program in slurmctld slurmd sbatch munged pgrep; do
  if ! command -v "$program" >/dev/null; then
    echo "aibelt test skipped: $program is not installed; scripts/install_packages.sh tests installs it"
    exit 0
  fi
done

work=$(mktemp -d "${TMPDIR:-/tmp}/aibelt-slurm.XXXXXX")
clean_up() {
  "$here/slurm_down.sh" "$work/slurm"
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
  echo "FAILED: $1" >&2
  tail -n 20 "$out"/slurm/*.log 2>/dev/null >&2 || true
  squeue --array >&2 || true
  exit 1
}

say() { printf '%5.1f s  %s\n' "$(($(date +%s%N) / 1000000 - started))e-3" "$1"; }
started=$(($(date +%s%N) / 1000000))

# Blanks and a quote: the scripts must be safe for any path.
out="$work/it's out"
n_shards=3

# field JOB NAME: what Slurm knows about a job or a task of an array.
field() { scontrol --oneliner show job "$1" 2>/dev/null | head -n 1 | tr ' ' '\n' | sed -n "s/^$2=//p"; }

# wait_for WHAT COMMAND...: until the command succeeds, at most half a minute.
wait_for() {
  local what=$1
  shift
  for _ in $(seq 300); do
    if "$@"; then return; fi
    sleep 0.1
  done
  fail "waited too long for $what"
}

is_over() {
  case "$(field "$1" JobState)" in
    COMPLETED | FAILED | CANCELLED | TIMEOUT | NODE_FAIL) return 0 ;;
  esac
  return 1
}

# The process that plays a shard of this sweep, by its command line; its points run in children, which are younger.
pid_of_shard() { pgrep --oldest --full -- "$out .*--shard $1/$n_shards\$"; }

n_points() { find "$out/points" -type f 2>/dev/null | wc -l; }
has_points() { [ "$(n_points)" -ge "$1" ]; }

"$here/slurm_up.sh" "$work/slurm" 2 2
. "$work/slurm/environment.sh"
say "Slurm is up"

"$aibelt" sweep "$sweep" --out "$out" --executor slurm --shards $n_shards >"$work/submitted"
shards=$(sed -n 's/^shards: job \([0-9]*\).*/\1/p' "$work/submitted")
merge=$(sed -n 's/^merge: job \([0-9]*\).*/\1/p' "$work/submitted")
say "submitted array $shards and merge $merge"

wait_for "shard 1" pid_of_shard 1 >/dev/null
wait_for "shard 2" pid_of_shard 2 >/dev/null
wait_for "some points" has_points 10
killed=$(pid_of_shard 1) || fail "shard 1 ended before it could be killed: the sweep is too short"
kill -KILL "$killed"
scancel --batch --signal=TERM "${shards}_2"
say "killed shard 1 (kill -9) and stopped shard 2 (TERM) with $(n_points) points there"

wait_for "the merge" is_over "$merge"
[ "$(field "${shards}_0" JobState)" = COMPLETED ] || fail "shard 0 is $(field "${shards}_0" JobState)"
[ "$(field "${shards}_1" JobState)" = FAILED ] || fail "shard 1 is $(field "${shards}_1" JobState), not FAILED"
[ "$(field "${shards}_2" JobState)" = COMPLETED ] || fail "shard 2 is $(field "${shards}_2" JobState)"
[ "$(field "${shards}_2" Restarts)" = 1 ] || fail "Slurm did not put shard 2 back"
[ "$(field "$merge" ExitCode)" = 3:0 ] || fail "the merge of an incomplete sweep ends with $(field "$merge" ExitCode)"
grep -q "shard.* 1" "$out/slurm/merge_$merge.log" || fail "the merge does not name shard 1"
[ ! -e "$out/points.csv" ] || fail "the merge of an incomplete sweep wrote points.csv"
say "shard 2 was put back and ended; merge: exit 3, $(head -n 1 "$out/slurm/merge_$merge.log")"

again=$(sbatch --parsable --array=1 --output="$out/slurm/%A_%a.log" "$out/slurm/shards.sh")
merge=$(sbatch --parsable --dependency="afterany:$again" --output="$out/slurm/merge_%j.log" "$out/slurm/merge.sh")
wait_for "the second merge" is_over "$merge"
[ "$(field "$merge" ExitCode)" = 0:0 ] || fail "the merge of the whole sweep ends with $(field "$merge" ExitCode)"
say "submitted shard 1 again as job $again and merged"

"$aibelt" sweep "$sweep" --out "$work/alone" --jobs 2 >/dev/null 2>&1
for file in points.csv curves.csv fans.csv means.csv sweep.sqlite; do
  cmp "$work/alone/$file" "$out/$file" || fail "$file differs from the sweep without shards"
done
say "all tables are those of the sweep without shards, byte for byte"
