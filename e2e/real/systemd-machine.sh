#!/usr/bin/env bash
# Boots a real systemd as the first process of namespaces of its own, on the network, accounts and homes of the host that calls it.
# usage, as root of a host: systemd-machine.sh FOLDER   (FOLDER keeps what lives over a reboot: who lingers)
# It ends, with everything in it, when its standard input ends. The child of its `unshare` is systemd:
#   nsenter -t PID -m -p -u -i -C -- COMMAND
#
# systemd takes a machine for its own: it empties /tmp, sets kernel variables, starts what packages brought along. So /tmp, /run, /dev and the
# root (a layer of memory) are the machine's own, /sys and /proc/sys can only be read, and only the units that are named below exist.
set -euo pipefail
folder=$1
if [ "${2:-}" != inside ]; then
  mkdir -p "$folder"
  groups=$folder/cgroup
  mkdir -p "$groups"
  mount -t cgroup2 cgroup2 "$groups"
  own=$groups/activate-systemd-$$
  mkdir "$own"
  sh -c 'echo $$ >"$1/cgroup.procs"; shift; exec "$@"' sh "$own" \
    unshare --mount --pid --uts --ipc --cgroup --fork --kill-child "$0" "$folder" inside </dev/null &
  machine=$!
  cat >/dev/null
  kill -KILL $machine 2>/dev/null || true
  wait $machine 2>/dev/null || true
  for _ in $(seq 50); do
    if find "$own" -depth -type d -exec rmdir {} + 2>/dev/null; then break; fi
    sleep 0.1
  done
  umount "$groups"
  exit
fi

mount --make-rprivate /
mkdir -p "$folder/systemd" "$folder/machine"
mount -t tmpfs tmpfs "$folder/machine"
root=$folder/machine/root
mkdir "$folder/machine/upper" "$folder/machine/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/machine/upper,workdir=$folder/machine/work" "$root"
mount --bind /etc "$root/etc"
mount --bind /home "$root/home"
mkdir -p "$root/var/lib/systemd"
mount --bind "$folder/systemd" "$root/var/lib/systemd"
mount -t proc proc "$root/proc"
mount --bind -o ro "$root/proc/sys" "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm"
for name in null zero full random urandom tty; do
  : >"$root/dev/$name"
  mount --bind "/dev/$name" "$root/dev/$name"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
: >"$root/dev/console"

units=$root/run/systemd/system
mkdir -p "$units"
# The layer of memory only: /etc is the host's.
rm -rf "$root"/usr/lib/systemd/system/*.wants "$root"/lib/systemd/system/*.wants
for unit in systemd-tmpfiles-setup systemd-tmpfiles-setup-dev systemd-tmpfiles-clean systemd-sysctl systemd-udevd systemd-modules-load systemd-remount-fs; do
  ln -s /dev/null "$units/$unit.service"
done
cat >"$units/rig.target" <<'UNIT'
[Unit]
DefaultDependencies=no
Requires=dbus.socket dbus.service systemd-logind.service
UNIT
cd "$root"
mkdir run/old
pivot_root . run/old
umount -l /run/old
exec env -i container=namespaces PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=rig.target
