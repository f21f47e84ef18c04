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
$python "$here/train.py" "$work" --name held --hidden 96 --epochs 12
$python "$here/export.py" "$work" held "$work/held.bin"
confidence=$(node dist/train/calibrate-attribution.js "$work/held.bin" "$work/held.held.gold")
$python "$here/export.py" "$work" held data/attribution.bin --confidence "$confidence"
sha256sum data/attribution.bin
npm run bench -- attribution --attribution trained
