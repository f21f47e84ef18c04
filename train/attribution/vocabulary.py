"""The model's words and their vectors: words.txt and vectors.npy (int8, unit vectors times SCALE).

Vectors are the leading singular vectors of positive pointwise mutual information (Levy, Goldberg
and Dagan 2015: harmonic window of 5, context smoothing 0.75, square root of the singular values).
They take one or two minutes where skip-gram takes ten, and no seed but the projection's.

Words that training can learn from come first (seen LEARNED times in the training articles), so
that one index serves both tables. A word outside the list has no vector of its own at all.
"""
import json
import sys
from collections import Counter

import numpy as np

LEARNED = 3
SCALE = 300  # |component| of a unit vector is below 127/300 but for a few, which are clipped
RESERVED = ["<unk>", "<p>"]
CONTEXTS = 8192
WINDOW = 5
NEWS = 3  # weight of the articles against the raw text, whose register is further away


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


def read_corpus(folder, index):
    """Word numbers of the corpus, with WINDOW gaps (-1) after each line."""
    out, gap = [], [-1] * WINDOW
    for line in open(f"{folder}/corpus.txt"):
        out.append(np.array([index.get(w, -1) for w in line.split()] + gap, dtype=np.int32))
    return np.concatenate(out)


def cooccurrences(text, weight, words, context_of):
    """(words, CONTEXTS) counts, both sides, weighted by 1/distance."""
    total = np.zeros(words * CONTEXTS, dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        for left, right in ((text[:-distance], text[distance:]), (text[distance:], text[:-distance])):
            context = context_of[right]
            both = (left >= 0) & (context >= 0)
            key = left[both].astype(np.int64) * CONTEXTS + context[both]
            total += np.bincount(key, minlength=len(total)).astype(np.float32) * (weight / distance)
    return total.reshape(words, CONTEXTS)


def information(counts):
    """Positive pointwise mutual information, in place."""
    row = counts.sum(1, keepdims=True)
    column = counts.sum(0, keepdims=True) ** 0.75
    column /= column.sum()
    for i in range(0, len(counts), 1024):
        part = counts[i : i + 1024]
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.log(part / (row[i : i + 1024] * column))
        counts[i : i + 1024] = np.where(part > 0, np.maximum(value, 0), 0)
    return counts


def leading_vectors(matrix, size, rounds=4, seed=7):
    """Randomised singular value decomposition (Halko et al. 2011): left vectors times sqrt(values)."""
    q = np.random.RandomState(seed).normal(size=(matrix.shape[1], size + 30)).astype(np.float32)
    for _ in range(rounds):
        q = np.linalg.qr(matrix @ q)[0]
        q = np.linalg.qr(matrix.T @ q)[0]
    left, values, _ = np.linalg.svd(matrix @ q, full_matrices=False)
    return left[:, :size] * np.sqrt(values[:size])


def vectors_of(folder, words):
    index = {w: i for i, w in enumerate(words)}
    text = read_corpus(folder, index)
    count = np.bincount(text[text >= 0], minlength=len(words))
    context_of = np.full(len(words) + 1, -1, dtype=np.int32)  # the last entry answers index -1
    context_of[np.argsort(-count, kind="stable")[:CONTEXTS]] = np.arange(CONTEXTS)
    articles = np.concatenate(
        [np.array([index.get(w, -1) for w in json.loads(line)["form"]] + [-1] * WINDOW, dtype=np.int32)
         for line in open(f"{folder}/train.ndjson")]
    )
    counts = cooccurrences(text, 1, len(words), context_of)
    counts += cooccurrences(articles, NEWS - 1, len(words), context_of)
    return leading_vectors(information(counts), 100)


def main(folder, size):
    train, raw = count_words(folder)
    words, learned = choose_words(train, raw, size)
    table = vectors_of(folder, words)
    table /= np.maximum(1e-6, np.linalg.norm(table, axis=1, keepdims=True))
    for word in ("said", "senator", "alleged", "criticised", "china"):
        near = np.argsort(-(table @ table[words.index(word)]))[1:9]
        print(word, [words[i] for i in near])
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
