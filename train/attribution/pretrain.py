"""Pre-trains the recurrent layers on running text: python3 pretrain.py FOLDER --name NAME.

A cloze: a fifth of the words are hidden, with all that follows from their letters, and are to be
named from the states around them, among the words hidden in the same batch and a random sample of
the vocabulary. Only what a word's form gives is there to read; marks, places and trees are not.
Saves FOLDER/NAME.pt, for `train.py --continue-from NAME`.
"""
import argparse
import json
import math
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import BREAK_WORD
from model import Model

HIDDEN_SHARE = 0.2
SAMPLE = 1500
FORM_COLUMNS = 3  # suffixes and prefix; the shape is unknown, for the text is in small letters
HASH_SIZE = 4096


def hash_of(kind, part):
    """Twin of `hash` in features.ts."""
    x = 2166136261
    for unit in np.frombuffer((kind + part).encode("utf-16-le"), dtype=np.uint16):
        x = ((x ^ int(unit)) * 16777619) & 0xFFFFFFFF
    return 1 + (x ^ (x >> 15)) % (HASH_SIZE - 1)


def read_text(folder, words, news):
    """Running text as numbers of distinct forms, with a break (0) after each line; per form its features."""
    forms, lines = {"<p>": 0}, []
    for line in open(f"{folder}/corpus.txt"):
        lines.append(np.array([forms.setdefault(w, len(forms)) for w in line.split()] + [0], dtype=np.int32))
    # The articles stand first in the corpus and are few: they are read `news` times.
    count = sum(1 for _ in open(f"{folder}/train.ndjson"))
    size = sum(len(json.loads(line)["form"]) for line in open(f"{folder}/train.ndjson"))
    total, first = 0, 0
    while total < size and first < len(lines):
        total += len(lines[first])
        first += 1
    text = lines[:first] * news + lines[first:]
    random.Random(5).shuffle(text)
    rows = np.zeros((len(forms), 1 + FORM_COLUMNS), dtype=np.int64)
    for form, i in forms.items():
        rows[i] = [words.get(form, 0), hash_of("a", form[-3:]), hash_of("b", form[-2:]), hash_of("c", form[:3])]
    rows[0] = [BREAK_WORD, 0, 0, 0]
    print(f"{count} articles, {len(text)} lines, {len(forms)} forms", flush=True)
    return np.concatenate(text), rows


def main():
    p = argparse.ArgumentParser()
    p.add_argument("folder")
    p.add_argument("--name", required=True)
    p.add_argument("--hidden", type=int, default=128)
    p.add_argument("--minutes", type=float, default=25)
    p.add_argument("--steps", type=int, default=0)
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--length", type=int, default=128)
    p.add_argument("--rate", type=float, default=3e-3)
    p.add_argument("--drop", type=float, default=0.1)
    p.add_argument("--input-drop", type=float, default=0.05)
    p.add_argument("--word-drop", type=float, default=0.0)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(a.seed)
    rng = np.random.RandomState(a.seed)
    facts = json.load(open(f"{a.folder}/words.json"))
    columns = json.load(open(f"{a.folder}/columns.json"))
    words = {w: i for i, w in enumerate(open(f"{a.folder}/words.txt").read().split("\n"))}
    text, rows = read_text(a.folder, words, news=3)
    model = Model(np.load(f"{a.folder}/vectors.npy"), facts["scale"], facts["learned"], columns, a.hidden, a)
    size = len(words)
    frequency = np.bincount(rows[text, 0], minlength=size).astype(np.float64)
    frequency[:2] = 0
    sampling = np.sqrt(frequency)
    sampling = np.cumsum(sampling / sampling.sum())
    name = nn.Linear(2 * a.hidden, 100)
    bias = nn.Embedding(size, 1)
    nn.init.zeros_(bias.weight)
    parameters = [q for q in model.parameters() if q.requires_grad] + [*name.parameters(), *bias.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=a.rate, betas=(0.9, 0.98))
    span = a.batch * a.length
    steps = a.steps or len(text) // span
    starts = rng.permutation(len(text) // span)
    begun, total, seen = time.time(), 0.0, 0
    model.train()
    for step in range(steps):
        share = step / steps if a.steps else min(1.0, (time.time() - begun) / 60 / a.minutes)
        if share >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = a.rate * min(1, (step + 1) / 300) * (0.03 + 0.485 * (1 + math.cos(math.pi * share)))
        at = starts[step % len(starts)] * span
        chunk = rows[text[at : at + span]].reshape(a.batch, a.length, -1)
        word = chunk[:, :, 0].copy()
        feature = np.zeros((a.batch, a.length, len(columns)), dtype=np.int64)
        feature[:, :, :FORM_COLUMNS] = chunk[:, :, 1:]
        hidden = (rng.rand(a.batch, a.length) < HIDDEN_SHARE) & (word > BREAK_WORD)
        target = word[hidden]
        word[hidden] = 0
        feature[hidden] = 0
        sample = np.searchsorted(sampling, rng.rand(SAMPLE))
        candidates, index = np.unique(np.concatenate([target, sample]), return_inverse=True)
        h = model.encode(torch.from_numpy(word), torch.from_numpy(feature), [a.length] * a.batch)
        state = name(h.transpose(0, 1)[torch.from_numpy(hidden)])
        among = torch.from_numpy(candidates)
        score = state @ model.static(among).t() + bias(among).squeeze(1)
        loss = F.cross_entropy(score, torch.from_numpy(index[: len(target)]))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 2.0)
        optimiser.step()
        total += float(loss.detach())
        seen += span
        if step % 200 == 199:
            print(f"step {step + 1}/{steps} {(time.time() - begun) / 60:.1f} min, {seen / (time.time() - begun):.0f} tokens/s, loss {total / 200:.3f}", flush=True)
            total = 0.0
            torch.save({"weights": model.state_dict(), "options": vars(a)}, f"{a.folder}/{a.name}.pt")
    torch.save({"weights": model.state_dict(), "options": vars(a)}, f"{a.folder}/{a.name}.pt")


if __name__ == "__main__":
    main()
