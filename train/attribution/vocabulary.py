"""The model's words and their vectors: words.txt and vectors.npy (int8, unit vectors times SCALE).

    python3 vocabulary.py FOLDER SIZE

Vectors are those of the skip-gram model FOLDER/skipgram.bin (Debian's fasttext; train.sh makes it):
a word that is rare in the text gets one from its letters.

Words that training can learn from come first (seen LEARNED times in the training articles), so
that one index serves both tables. A word outside the list has no vector of its own at all.
"""
import json
import subprocess
import sys
from collections import Counter

import numpy as np

LEARNED = 3
SCALE = 300  # |component| of a unit vector is below 127/300 but for a few, which are clipped
DIMENSION = 100
RESERVED = ["<unk>", "<p>"]


def count_words(folder):
    train = Counter(word for line in open(f"{folder}/train.ndjson") for word in json.loads(line)["form"])
    raw = Counter(word for line in open(f"{folder}/corpus.txt") for word in line.split())
    return train, raw


def choose_words(train, raw, size):
    """Learned words by training count; then those of the articles, then the raw text's commonest."""
    learned = [w for w, k in train.most_common() if k >= LEARNED and w not in RESERVED]
    taken = set(learned)
    weight = {w: k + 10 * train[w] for w, k in raw.items() if k >= 4 and w not in taken and len(w) < 25}
    rest = sorted(weight, key=lambda w: (-weight[w], w))
    return RESERVED + (learned + rest)[: size - len(RESERVED)], len(RESERVED) + len(learned)


def vectors_of(folder, words):
    run = ["fasttext", "print-word-vectors", f"{folder}/skipgram.bin"]
    lines = subprocess.run(run, input="\n".join(words) + "\n", capture_output=True, text=True, check=True).stdout
    rows = [line.split()[-DIMENSION:] for line in lines.strip().split("\n")]
    if len(rows) != len(words):
        raise ValueError(f"fasttext gave {len(rows)} vectors for {len(words)} words")
    return np.array(rows, dtype=np.float32)


def main(folder, size):
    train, raw = count_words(folder)
    words, learned = choose_words(train, raw, size)
    table = vectors_of(folder, words)
    table /= np.maximum(1e-6, np.linalg.norm(table, axis=1, keepdims=True))
    table = np.clip(np.round(table * SCALE), -127, 127).astype(np.int8)
    table[: len(RESERVED)] = 0
    np.save(f"{folder}/vectors.npy", table)
    with open(f"{folder}/words.txt", "w") as out:
        out.write("\n".join(words))
    json.dump({"learned": learned, "scale": SCALE}, open(f"{folder}/words.json", "w"))
    known = set(words)
    covered = sum(k for w, k in train.items() if w in known) / sum(train.values())
    print(f"{len(words)} words, {learned} learned, covering {covered:.4f} of the training text; clipped {np.mean(np.abs(table) == 127):.5f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
