#!/usr/bin/env bash
# Starts a Slurm of its own for tests: by hand, without systemd or cgroups, on loopback only, as any user.
#
# usage: slurm_up.sh FOLDER [NODES [PROCESSORS]]
# Then source FOLDER/environment.sh; slurm_down.sh FOLDER ends it, also after a start that failed.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
folder=$(realpath -m "${1:?usage: slurm_up.sh FOLDER [NODES [PROCESSORS]]}")
nodes=${2:-2}
processors=${3:-2}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The first of `nodes` + 1 free ports in a row, below those the system gives out by itself.
free_ports() {
  local first port
  for _ in $(seq 50); do
    first=$((20000 + RANDOM % 12000))
    for port in $(seq "$first" $((first + nodes))); do
      is_free "$port" || continue 2
    done
    echo "$first"
    return
  done
  echo "no free ports on 127.0.0.1" >&2
  return 1
}

mkdir -p "$folder"/{state,spool,log,run}
# Every user must be able to enter the folder of munge's socket, so it does not lie in `folder`.
munge=$(mktemp -d "${TMPDIR:-/tmp}/aibelt-munge.XXXXXX")
chmod 755 "$munge"
echo "$munge" >"$folder/run/munge.folder"
(umask 077 && head -c 1024 /dev/urandom >"$munge/key")
port=$(free_ports)
user=$(id -un)

# cred_expire below 5 is ignored, and a job put back then waits for minutes.
cat >"$folder/slurm.conf" <<CONF
ClusterName=aibelt-test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$munge/socket,cred_expire=5
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$folder/log/jobcomp.txt
RequeueExit=75
ReturnToService=2
SlurmdTimeout=10
KillWait=5
MailProg=/bin/true
SlurmdParameters=config_overrides
StateSaveLocation=$folder/state
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdPidFile=$folder/run/slurmd-%n.pid
SlurmdLogFile=$folder/log/slurmd-%n.log
SlurmdSpoolDir=$folder/spool/%n
NodeName=n[1-$nodes] NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=[$((port + 1))-$((port + nodes))] CPUs=$processors RealMemory=1000
PartitionName=test Nodes=ALL Default=YES State=UP
CONF
# Without it slurmd looks for cgroups, which a container may not have.
echo CgroupPlugin=cgroup/v1 >"$folder/cgroup.conf"
echo "export SLURM_CONF=$(printf %q "$folder/slurm.conf")" >"$folder/environment.sh"
. "$folder/environment.sh"

munged --key-file="$munge/key" --socket="$munge/socket" --pid-file="$folder/run/munged.pid" \
  --log-file="$folder/log/munged.log" --seed-file="$folder/run/seed"
slurmctld
for node in $(seq "$nodes"); do
  mkdir -p "$folder/spool/n$node"
  slurmd -N "n$node"
done
for _ in $(seq 150); do
  [ "$(sinfo --noheader --Node --format=%T 2>/dev/null | grep -c '^idle$')" != "$nodes" ] || exit 0
  sleep 0.1
done
echo "Slurm's nodes do not come up:" >&2
tail -n 5 "$folder"/log/slurm*.log >&2
exit 1
