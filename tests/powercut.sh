#!/usr/bin/env bash
# Cuts the power of a real file system (ext4) at random moments while `ic` writes to it, and looks whether everything that
# was acknowledged is there. Needs root, a loop device, mkfs.ext4 and cc.
#   tests/powercut.sh [PROGRAM] [CUTS]
set -euo pipefail
ic=$(realpath "${1:-target/release/ic}")
cuts=${2:-100}

work=$(mktemp -d)
disk=$work/disk
writer=
end() {
  [ -z "$writer" ] || kill "$writer" 2>/dev/null || true
  ! mountpoint -q "$disk" || umount -l "$disk"
  rm -rf "$work"
}
trap end EXIT
die() { echo "cut $cut: $*" >&2; exit 1; }

# After this call nothing more reaches the disk, not even what the file system's journal had collected.
cat >"$work/shutdown.c" <<'C'
#include <fcntl.h>
#include <linux/types.h>
#include <stdio.h>
#include <sys/ioctl.h>
#define EXT4_IOC_SHUTDOWN _IOR('X', 125, __u32)
int main(int count, char **arguments) {
    __u32 without_flushing_the_log = 2;
    if (count == 2 && ioctl(open(arguments[1], O_RDONLY), EXT4_IOC_SHUTDOWN, &without_flushing_the_log) == 0) return 0;
    perror("EXT4_IOC_SHUTDOWN");
    return 1;
}
C
cc -o "$work/shutdown" "$work/shutdown.c"
truncate -s 64M "$work/image"
mkfs.ext4 -q -F "$work/image"
mkdir "$disk"
mount -o loop "$work/image" "$disk"

export IC_DIR=$disk/incidents IC_CONFIG=$work/config.toml HOME=$work USER=ana
folder=$("$ic" declare "Power cut" --sev 2 --zone UTC | tail -n 1)
acknowledged=$work/acknowledged
: >"$acknowledged"

write_on() {
  for ((line = 0; ; line++)); do
    "$ic" log "cut $cut line $line" >/dev/null 2>&1 || return 0
    echo "cut $cut line $line" >>"$acknowledged"
  done
}

torn=0
for ((cut = 1; cut <= cuts; cut++)); do
  write_on &
  writer=$!
  sleep "0.$(printf %03d $((RANDOM % 400)))"
  # What is acknowledged while the cut is being made does not count: ext4 may then say of a sync that it was done.
  cp "$acknowledged" "$work/before"
  "$work/shutdown" "$disk"
  wait "$writer"
  writer=
  mv "$work/before" "$acknowledged"
  umount "$disk"
  mount -o loop "$work/image" "$disk"

  grep -o '"text":"cut [0-9]* line [0-9]*"' "$folder/journal.jsonl" | cut -d '"' -f 4 | sort >"$work/there" || true
  twice=$(uniq -d "$work/there")
  [ -z "$twice" ] || die "there twice: $twice"
  lost=$(sort "$acknowledged" | comm -23 - "$work/there")
  [ -z "$lost" ] || die "acknowledged and lost: $lost"
  "$ic" check >/dev/null || torn=$((torn + 1))
  "$ic" log "cut $cut line next" >/dev/null || die "nothing more can be written"
  "$ic" check >/dev/null || die "$("$ic" check)"
done
echo "$cuts cuts: $(wc -l <"$acknowledged") entries acknowledged, none lost, none twice; $torn torn tails set aside"
