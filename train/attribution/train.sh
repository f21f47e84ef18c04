#!/bin/sh
# Trains data/attribution.bin from the corpora: sh train/attribution/train.sh WORK
set -e
work=$1
here=$(dirname "$0")
: "${ONRECORD_DATA:=../shared/data}"
export ONRECORD_DATA OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
export MALLOC_MMAP_THRESHOLD_=2000000000 MALLOC_TRIM_THRESHOLD_=4000000000
python=/usr/bin/python3
mkdir -p "$work"
npm run --silent build
node --max-old-space-size=8000 dist/train/dump-attribution.js "$work"
fasttext skipgram -input "$work/corpus.txt" -output "$work/skipgram" -dim 100 -epoch 3 -minCount 4 -thread 1
$python "$here/vocabulary.py" "$work" 60000
$python "$here/pretrain.py" "$work" --name cloze --hidden 128
for name in held fold0 fold1; do
  case $name in
    held) part= epochs=12 ;;
    fold*) part="--fold ${name#fold}" epochs=8 ;;
  esac
  $python "$here/train.py" "$work" --name "$name" --hidden 128 --epochs "$epochs" --continue-from cloze $part
  $python "$here/export.py" "$work" "$name" "$work/$name.bin"
done
node dist/train/calibrate-attribution.js "$work" held "$work/confidence.json"
$python "$here/export.py" "$work" held data/attribution.bin --confidence "$work/confidence.json"
sha256sum data/attribution.bin
npm run bench -- attribution
