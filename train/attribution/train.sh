#!/bin/sh
# Trains data/attribution.bin from the corpora: sh train/attribution/train.sh WORK
set -e
work=$1
here=$(dirname "$0")
: "${ONRECORD_DATA:=../shared/data}"
export ONRECORD_DATA OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
python=/usr/bin/python3
mkdir -p "$work"
npm run --silent build
node --max-old-space-size=8000 dist/train/dump-attribution.js "$work"
$python "$here/vocabulary.py" "$work" 60000
for name in held fold0 fold1; do
  case $name in fold*) fold="--fold ${name#fold}" ;; *) fold= ;; esac
  # shellcheck disable=SC2086 # no fold is no argument
  $python "$here/train.py" "$work" --name "$name" --hidden 96 --epochs 12 $fold
  $python "$here/export.py" "$work" "$name" "$work/$name.bin"
done
node dist/train/calibrate-attribution.js "$work" held "$work/confidence.json"
$python "$here/export.py" "$work" held data/attribution.bin --confidence "$work/confidence.json"
sha256sum data/attribution.bin
npm run bench -- attribution
