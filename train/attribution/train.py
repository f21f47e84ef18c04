"""Trains one model: python3 train.py FOLDER --name NAME [--all]. Saves FOLDER/NAME.pt (averaged weights)."""
import argparse
import copy
import json
import math
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from data import batches, hold_out, load, pad
from evaluate import report
from links import Fragments, gold_links
from model import Model


FOLDS = 2


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("folder")
    p.add_argument("--name", required=True)
    p.add_argument("--all", action="store_true", help="train on the kept-apart articles too")
    p.add_argument("--fold", type=int, help=f"train on the articles that are not in this one of {FOLDS} parts")
    p.add_argument("--hidden", type=int, default=96)
    p.add_argument("--epochs", type=int, default=14)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--window", type=int, default=256)
    p.add_argument("--rate", type=float, default=2.5e-3)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--average", type=float, default=0.995)
    p.add_argument("--drop", type=float, default=0.4)
    p.add_argument("--input-drop", type=float, default=0.25)
    p.add_argument("--word-drop", type=float, default=0.15)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--continue-from", help="a saved model to begin with, for a second cycle")
    p.add_argument("--limit", type=int, default=0, help="articles, for a trial")
    return p.parse_args()


def link_loss(model, h, batch):
    spans, to_cue, to_source = gold_links(batch)
    if not spans["cue"]:
        return 0.0
    kind = {role: Fragments(found, batch) for role, found in spans.items()}
    loss = 0.0
    if to_cue:
        score = model.content_scores(h, kind["content"], kind["cue"])
        rows, cues = zip(*to_cue)
        loss = loss + F.cross_entropy(score[list(rows)], torch.tensor(cues), reduction="sum")
    if to_source:
        score = F.log_softmax(model.source_scores(h, kind["cue"], kind["source"]), 1)
        wanted = torch.full_like(score, -1e9)  # any of the gold sources will do
        for cue, found in to_source:
            for k in [k + 1 for k in found] or [0]:
                wanted[cue, k] = 0
        rows = sorted({cue for cue, _ in to_source})
        loss = loss - torch.logsumexp(score[rows] + wanted[rows], 1).sum()
    return loss


def step_loss(model, batch):
    word, columns, label, lengths = pad(batch)
    h = model.encode(torch.from_numpy(word), torch.from_numpy(columns), lengths)
    tags = model.tag_loss(h, torch.from_numpy(label).t().contiguous(), lengths)
    return (tags + link_loss(model, h, batch)) / len(batch) / 10, sum(lengths)


def main():
    a = arguments()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    rnd = random.Random(a.seed)
    np.random.seed(a.seed)
    torch.manual_seed(a.seed)
    articles = load(a.folder, "train")
    train, held = hold_out(articles)
    if a.all:
        train = articles
    if a.fold is not None:
        train, held = [x for i, x in enumerate(train) if i % FOLDS != a.fold], train[a.fold :: FOLDS]
    with open(f"{a.folder}/{a.name}.ids", "w") as ids:  # those it has not seen
        ids.write("".join(d["id"] + "\n" for d in held))
    if a.limit:
        train, held = train[: a.limit], held[:10]
    facts = json.load(open(f"{a.folder}/words.json"))
    columns = json.load(open(f"{a.folder}/columns.json"))
    model = Model(np.load(f"{a.folder}/vectors.npy"), facts["scale"], facts["learned"], columns, a.hidden, a)
    if a.continue_from:
        model.load_state_dict(torch.load(f"{a.folder}/{a.continue_from}.pt")["weights"])
    decayed = [p for n, p in model.named_parameters() if p.requires_grad and p.dim() > 1]
    others = [p for n, p in model.named_parameters() if p.requires_grad and p.dim() == 1]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": a.decay}, {"params": others, "weight_decay": 0.0}],
        lr=a.rate, betas=(0.9, 0.98),
    )
    average = copy.deepcopy(model)
    steps = int(a.epochs * sum(len(d["word"]) for d in train) / 195 / a.batch)
    print(vars(a), "steps", steps, "parameters", sum(p.numel() for p in decayed), flush=True)
    done, epoch, begun = 0, 0, time.time()
    while done < steps:
        epoch += 1
        model.train()
        loss_sum, tokens, since = 0.0, 0, time.time()
        for batch in batches(train, a.window, a.batch, rnd):
            if done >= steps:
                break
            rate = a.rate * min(1, (done + 1) / 150) * (0.02 + 0.49 * (1 + math.cos(math.pi * done / steps)))
            for group in optimiser.param_groups:
                group["lr"] = rate
            loss, n = step_loss(model, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 5.0)
            optimiser.step()
            done += 1
            keep = min(a.average, (1 + done) / (10 + done))
            with torch.no_grad():
                for mine, current in zip(average.parameters(), model.parameters()):
                    if current.requires_grad:
                        mine.lerp_(current, 1 - keep)
            loss_sum += float(loss.detach()) * len(batch)
            tokens += n
        line = f"epoch {epoch} step {done}/{steps} {(time.time() - begun) / 60:.1f} min, {tokens / (time.time() - since):.0f} tokens/s, loss {loss_sum * 10 / max(1, tokens):.4f}"
        if a.fold is None and not a.all and (epoch % 3 == 0 or done >= steps):
            line += " | " + report(average, held, f"{a.folder}/held.{a.name}")
        print(line, flush=True)
        torch.save({"weights": average.state_dict(), "options": vars(a)}, f"{a.folder}/{a.name}.pt")


if __name__ == "__main__":
    main()
