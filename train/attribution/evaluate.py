"""Predicts with the Python model and calls PolNeAR's scorer; for the kept-apart articles."""
import gzip
import json
import os
import subprocess

import numpy as np
import torch
import torch.nn.functional as F

from data import fragments, windows
from links import Fragments

CORPUS = os.path.join(os.environ.get("ONRECORD_DATA", "../shared/data"), "polnear")


def viterbi(em, trans, start):
    best, back = start + em[0], np.zeros(em.shape, dtype=np.int64)
    for t in range(1, len(em)):
        m = best[:, None] + trans
        back[t] = m.argmax(0)
        best = m.max(0) + em[t]
    label = np.zeros(len(em), dtype=np.int64)
    label[-1] = best.argmax()
    for t in range(len(em) - 1, 0, -1):
        label[t - 1] = back[t, label[t]]
    return label


def relations_of(model, window, outside=0.0):
    """(source, cue, content) as rows of the window; `outside` lowers the score of label 0."""
    h = model.encode(torch.from_numpy(window.word)[None], torch.from_numpy(window.columns)[None], [len(window)])
    trans, start = (z.numpy() for z in model.transitions())
    em = model.out(h)[:, 0].numpy()
    em[:, 0] -= outside
    gap = window.token < 0
    trim = lambda spans: [(0, a + int(gap[a]), b - int(gap[b - 1])) for a, b in spans if b - a > 1 or not gap[a]]
    source, cue, content = [trim(s) for s in fragments(viterbi(em, trans, start))]
    if not cue or not content:
        return []
    batch = [window]
    sources, cues, contents = Fragments(source, batch), Fragments(cue, batch), Fragments(content, batch)
    owner = F.softmax(model.content_scores(h, contents, cues), 1).max(1)
    speaker = F.softmax(model.source_scores(h, cues, sources), 1).max(1)
    out = []
    for i in range(len(cue)):
        mine = [content[k][1:] for k in range(len(content)) if int(owner.indices[k]) == i]
        if mine:
            k = int(speaker.indices[i]) - 1
            out.append(([source[k][1:]] if k >= 0 else [], [cue[i][1:]], mine))
    return out


def predict(model, articles, window=100000, outside=0.0):
    model.eval()
    rows = []
    with torch.no_grad():
        for d in articles:
            found = []
            for w in windows(d, window):
                span = lambda s: [int(d["start"][w.token[s[0]]]), int(d["end"][w.token[s[1] - 1]])]
                for source, cue, content in relations_of(model, w, outside):
                    found.append(dict(source=[span(s) for s in source] or None, cue=[span(s) for s in cue], content=[span(s) for s in content]))
            rows.append({"id": d["id"], "attributions": found})
    return rows


def score(rows, gold, path):
    """Scores of rows against the gold articles of the same ids, which are written to path.gold."""
    wanted = {r["id"] for r in rows}
    with open(f"{path}.gold", "w") as out:
        for line in gzip.open(f"{CORPUS}/{gold}", "rt") if gold.endswith(".gz") else open(f"{CORPUS}/{gold}"):
            if json.loads(line)["id"] in wanted:
                out.write(line.rstrip("\n") + "\n")
    with open(f"{path}.predicted", "w") as out:
        for r in rows:
            out.write(json.dumps(r) + "\n")
    run = ["node", f"{CORPUS}/score.mjs", f"{path}.gold", f"{path}.predicted", "--json"]
    return json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)["scores"]


def brief(s):
    exact = [100 * s[f"spanExact.{k}"]["f1"] for k in ("source", "cue", "content")]
    f = lambda k: 100 * s[k]["f1"]
    kinds = "/".join(f"{f('relation.' + k):.1f}" for k in ("direct", "mixed", "indirect"))
    return (
        f"E {sum(exact) / 3:.2f} ({exact[0]:.1f}/{exact[1]:.1f}/{exact[2]:.1f}) R {f('relation'):.2f} ({kinds})"
        f" p {100 * s['relation']['p']:.1f} r {100 * s['relation']['r']:.1f}"
        f" RS {f('relationStrict'):.1f} SGC {100 * s.get('sourceGivenContent', {'mean': 0})['mean']:.1f}"
    )


def report(model, articles, path, gold="train.ndjson.gz", **options):
    return brief(score(predict(model, articles, **options), gold, path))
