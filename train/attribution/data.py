"""Articles as the exporter wrote them, cut into windows and batches."""
import json
import random

import numpy as np

# Labels: 0 outside; begin and inside of source, cue, content.
LABELS = 7
ROLES = {"source": 1, "cue": 3, "content": 5}
BREAK_WORD = 1
FAR = -9  # paragraph and sentence number of a break


def load(folder, name):
    words = {w: i for i, w in enumerate(open(f"{folder}/words.txt").read().split("\n"))}
    width = len(json.load(open(f"{folder}/columns.json")))
    articles = [json.loads(line) for line in open(f"{folder}/{name}.ndjson")]
    return [prepare(article, words, width) for article in articles]


def prepare(article, words, width):
    n = len(article["form"])
    article["word"] = np.array([words.get(w, 0) for w in article.pop("form")], dtype=np.int64)
    article["columns"] = np.array(article["columns"], dtype=np.int64).reshape(n, width)
    article["paragraph"] = np.array(article["paragraph"], dtype=np.int64)
    article["sentence"] = np.array(article["sentence"], dtype=np.int64)
    article["label"] = labels_of(article["relations"], n)
    starts = np.flatnonzero(np.diff(article["paragraph"])) + 1
    article["bounds"] = [0, *starts.tolist(), n]
    return article


def labels_of(relations, n):
    label = np.zeros(n, dtype=np.int64)
    for role in ("content", "source", "cue"):
        for relation in relations:
            for start, end in relation[role]:
                label[start] = ROLES[role]
                label[start + 1 : end] = ROLES[role] + 1
    for i in range(n):  # a run cut by another role begins anew
        if label[i] in (2, 4, 6) and (i == 0 or label[i - 1] not in (label[i], label[i] - 1)):
            label[i] -= 1
    return label


def hold_out(articles, size=60, seed=99):
    order = list(range(len(articles)))
    random.Random(seed).shuffle(order)
    return [articles[i] for i in order[size:]], [articles[i] for i in order[:size]]


class Window:
    """Paragraphs of one article with a break between; `token` maps a row to the token, -1 for a break."""

    def __init__(self, article, token):
        at = np.maximum(token, 0)
        gap = token < 0
        self.article, self.token = article, token
        self.word = np.where(gap, BREAK_WORD, article["word"][at])
        self.columns = np.where(gap[:, None], 0, article["columns"][at])
        self.paragraph = np.where(gap, FAR, article["paragraph"][at])
        self.sentence = np.where(gap, FAR, article["sentence"][at])
        label = np.where(gap, 0, article["label"][at])
        for i in np.flatnonzero(gap):
            if 0 < i < len(label) - 1 and label[i + 1] == 6:
                label[i] = 6
        if label[0] in (2, 4, 6):
            label[0] -= 1
        self.label = label

    def __len__(self):
        return len(self.token)


def windows(article, limit, first=None):
    """Whole paragraphs up to `limit` rows, the first window up to `first`; a long paragraph is cut."""
    bounds, out, p = article["bounds"], [], 0
    room = first or limit
    while p < len(bounds) - 1:
        q = p + 1
        while q < len(bounds) - 1 and bounds[q + 1] - bounds[p] + q - p <= room:
            q += 1
        rows = []
        for k in range(p, q):
            rows += [-1] if k > p else []
            rows += range(bounds[k], bounds[k + 1])
        token = np.array(rows)
        out += [Window(article, token[s : s + limit]) for s in range(0, len(token), limit)]
        p, room = q, limit
    return out


def batches(articles, limit, size, rnd):
    """Windows of like length together, longest first inside a batch."""
    found = [w for a in articles for w in windows(a, limit, rnd.randint(60, limit))]
    rnd.shuffle(found)
    out = []
    for i in range(0, len(found), size * 20):
        chunk = sorted(found[i : i + size * 20], key=lambda w: -len(w))
        out += [chunk[j : j + size] for j in range(0, len(chunk), size)]
    rnd.shuffle(out)
    return out


def pad(batch):
    longest = len(batch[0])
    word = np.full((len(batch), longest), BREAK_WORD)
    columns = np.zeros((len(batch), longest, batch[0].columns.shape[1]), dtype=np.int64)
    label = np.zeros((len(batch), longest), dtype=np.int64)
    for i, w in enumerate(batch):
        word[i, : len(w)] = w.word
        columns[i, : len(w)] = w.columns
        label[i, : len(w)] = w.label
    return word, columns, label, [len(w) for w in batch]


def fragments(label):
    """Runs of each role in a label sequence, half-open: sources, cues, contents."""
    found = {1: [], 3: [], 5: []}
    i, n = 0, len(label)
    while i < n:
        if label[i] in found:
            j = i + 1
            while j < n and label[j] == label[i] + 1:
                j += 1
            found[int(label[i])].append((i, j))
            i = j
        else:
            i += 1
    return found[1], found[3], found[5]
