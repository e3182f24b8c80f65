#!/bin/sh
# Fuzzes every target for so many seconds (60 if none are named), or only the targets named behind them:
#
#     fuzz/run.sh [SECONDS [TARGET…]]
#
# Needs the stable toolchain and a C++ compiler, nothing else. It starts from what is kept in `tests/finds/`; what it
# finds is left in `fuzz/found/TARGET/`. A find is mended in `src/` and moved to `tests/finds/TARGET/`, where
# `cargo test --test finds` reads it ever after.
set -eu
cd "$(dirname "$0")"
seconds=${1:-60}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- journal lint scenario time verbs

host=$(rustc -vV | sed -n 's/^host: //p')
# What `cargo fuzz` says to the compiler, without the sanitizers that only a nightly has: there is no unsafe code here.
coverage=-sanitizer-coverage
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=$coverage-level=4 \
  -Cllvm-args=$coverage-inline-8bit-counters -Cllvm-args=$coverage-pc-table -Cllvm-args=$coverage-trace-compares"
cargo build --release --target "$host"

ended=0
for target; do
  mkdir -p "corpus/$target" "found/$target"
  echo "== $target, $seconds s"
  "target/$host/release/$target" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 \
    -print_final_stats=1 -artifact_prefix="found/$target/" "corpus/$target" "../tests/finds/$target" || ended=1
done
exit $ended
