#!/usr/bin/env bash
# CPU of an open room that nobody touches, as a share of one core, over a minute (Linux; needs script(1) of util-linux).
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
seconds=${1:-60}
TERM=xterm-256color script -qec "stty rows 40 cols 120; exec target/release/ic demo" /dev/null >/dev/null < <(sleep $((seconds + 60))) &
trap 'pkill -P $! 2>/dev/null || true' EXIT
room=
for _ in $(seq 100); do
    room=$(pgrep -n -f '^target/release/ic demo$' || true)
    [ -n "$room" ] && break
    sleep 0.1
done
used() { awk '{print $14 + $15}' "/proc/$room/stat"; }
sleep 2
before=$(used)
sleep "$seconds"
after=$(used)
awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v s="$seconds" \
    'BEGIN { printf "idle room: %.3f %% of one core over %d s\n", 100 * ticks / hz / s, s }'
kill "$room"
