#!/usr/bin/env bash
# Everything that takes too long for every change, one after the other; about three quarters of an hour. What a machine cannot do is
# said and left out.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release

PROPTEST_CASES=4000 cargo test --lib
cargo test --test terminal -- --ignored
IC_ROUNDS=20 cargo test --test writers
if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then
  cargo test --test browser -- --ignored
else
  echo "left out: the pages in a browser, there is no Chromium"
fi
if [ "$(id -u)" = 0 ] && losetup -f >/dev/null 2>&1; then
  tests/powercut.sh
else
  echo "left out: power cuts on a real file system, which need root and a loop device"
fi
if command -v c++ >/dev/null; then
  fuzz/run.sh 60
else
  echo "left out: fuzzing, there is no C++ compiler"
fi
cargo bench
