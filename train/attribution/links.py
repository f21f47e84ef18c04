"""Which content belongs to which cue, and which cue has which source: pair features and gold."""
import numpy as np

# Values each pair feature can take: gap, paragraphs between, sentences between, cues between.
PAIR_SIZES = (16, 7, 9, 8)
MAX_PARAGRAPHS = {"content": 3, "source": 2}


class Fragments:
    """Half-open runs (row of the batch, start, end) with their paragraph and sentence."""

    def __init__(self, spans, batch):
        self.row = np.array([r for r, _, _ in spans], dtype=np.int64)
        self.start = np.array([a for _, a, _ in spans], dtype=np.int64)
        self.end = np.array([b for _, _, b in spans], dtype=np.int64)
        self.paragraph = np.array([batch[r].paragraph[a] for r, a, _ in spans], dtype=np.int64)
        self.sentence = np.array([batch[r].sentence[a] for r, a, _ in spans], dtype=np.int64)
        self.last_sentence = np.array([batch[r].sentence[b - 1] for r, _, b in spans], dtype=np.int64)

    def __len__(self):
        return len(self.row)


def gap_bucket(gap):
    size = np.abs(gap)
    step = sum((size > k).astype(np.int64) for k in (1, 2, 4, 8, 16, 32, 64))
    return step + 8 * (gap > 0)


def pair_features(heads, cues):
    """(heads, cues, 4) for content or source fragments against cues; see links.ts, its twin."""
    a, b = heads.start[:, None], heads.end[:, None]
    c, e = cues.start[None], cues.end[None]
    after = c >= b
    gap = np.where(after, c - b + 1, e - a - 1)
    paragraphs = np.clip(cues.paragraph[None] - heads.paragraph[:, None], -3, 3) + 3
    first, last = heads.sentence[:, None], heads.last_sentence[:, None]
    at = cues.sentence[None]
    sentences = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    sentences = np.clip(sentences, -4, 4) + 4
    low, high = np.where(after, b, e), np.where(after, c, a)
    between = np.zeros(gap.shape, dtype=np.int64)
    for row, start, end in zip(cues.row, cues.start, cues.end):
        between += (heads.row[:, None] == row) & (start >= low) & (end <= high)
    between = np.minimum(between, 3) + 4 * after
    return np.stack([gap_bucket(gap), paragraphs, sentences, between], -1)


def reachable(heads, cues, role):
    """Pairs that may be linked: in one window, few paragraphs apart."""
    near = np.abs(heads.paragraph[:, None] - cues.paragraph[None]) <= MAX_PARAGRAPHS[role]
    return near & (heads.row[:, None] == cues.row[None])


def gold_links(batch):
    """Fragments of a batch and gold pairs: spans by role, (content, cue), (cue, sources or [])."""
    spans = {"source": [], "cue": [], "content": []}
    to_cue, to_source = [], []
    for row, window in enumerate(batch):
        place = {int(t): i for i, t in enumerate(window.token) if t >= 0}
        index = {role: {} for role in spans}

        def find(role, span):
            first, last = place.get(span[0]), place.get(span[1] - 1)
            if first is None or last is None:
                return None
            key = (row, first, last + 1)
            if key not in index[role]:
                index[role][key] = len(spans[role])
                spans[role].append(key)
            return index[role][key]

        for relation in window.article["relations"]:
            cue = find("cue", relation["cue"][0])
            if cue is None:
                continue
            found = [find("content", span) for span in relation["content"]]
            to_cue += [(k, cue) for k in found if k is not None]
            found = [k for k in (find("source", span) for span in relation["source"]) if k is not None]
            if found or not relation["source"]:
                to_source.append((cue, found))
    return spans, to_cue, to_source
