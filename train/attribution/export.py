"""Writes a trained model in the format of src/attribute/model/format.ts:

    python3 export.py FOLDER NAME OUTPUT [--words N] [--begin X] [--confidence FILE] [--average NAME]
"""
import argparse
import json

import numpy as np
import torch

UNFITTED = {"evidence": [0, 0.3, 0.3, 0.2, 0.3, 0.3, 0, 0, 0], "signs": [0.0] * 8192, "least": 0.0}
MAGIC = b"ORATTR02"


class Writer:
    def __init__(self):
        self.entries, self.body = [], bytearray()

    def add(self, name, kind, shape, *parts):
        self.entries.append({"name": name, "type": kind, "shape": list(shape), "offset": len(self.body)})
        for part in parts:
            self.body += part
            self.body += b"\0" * (-len(self.body) % 4)

    def floats(self, name, value):
        value = np.ascontiguousarray(value, dtype=np.float32)
        self.add(name, "f32", value.shape or (1,), value.tobytes())

    def matrix(self, name, value):
        """Bytes with a scale for each column, so that the largest of it becomes 127."""
        value = np.asarray(value, dtype=np.float32)
        scale = np.maximum(np.abs(value).max(0), 1e-8) / 127
        self.add(name, "i8", value.shape, np.round(value / scale).astype(np.int8).tobytes(), scale.astype(np.float32).tobytes())


def main(a):
    saved = torch.load(f"{a.folder}/{a.name}.pt")
    w = {k: v.numpy() for k, v in saved["weights"].items()}
    if a.average:
        other = torch.load(f"{a.folder}/{a.average}.pt")["weights"]
        w = {k: (v + other[k].numpy()) / 2 for k, v in w.items()}
    folder = a.folder
    hidden = saved["options"]["hidden"]
    facts = json.load(open(f"{folder}/words.json"))
    columns = json.load(open(f"{folder}/columns.json"))
    out = Writer()
    text = "\n".join(open(f"{folder}/words.txt").read().split("\n")[: a.words]).encode()
    out.add("words", "text", [len(text)], text)
    vectors = np.load(f"{folder}/vectors.npy")[: a.words]
    scale = np.full(vectors.shape[1], 5 / facts["scale"], dtype=np.float32)
    out.add("vectors", "i8", vectors.shape, vectors.tobytes(), scale.tobytes())
    out.matrix("learned", w["word.weight"])
    for i, column in enumerate(columns):
        out.matrix(column["name"], w[f"columns.{i}.weight"])
    for i in (0, 1):
        out.matrix(f"input{i + 1}", w[f"layers.{i}.input.weight"].T)
        out.floats(f"input{i + 1}.bias", w[f"layers.{i}.input.bias"])
        u = np.concatenate([w[f"layers.{i}.gate_u"], w[f"layers.{i}.cand_u"]], 2)
        for d, side in enumerate(("forward", "backward")):
            out.matrix(f"recurrent{i + 1}.{side}", u[d])
            out.floats(f"recurrent{i + 1}.{side}.bias", w[f"layers.{i}.bias"][d, 0])
    out.floats("out", w["out.weight"].T)
    out.floats("out.bias", w["out.bias"])
    out.floats("between", w["trans"])
    out.floats("start", w["start"])
    for kind in ("content", "cueContent", "cueSource", "source"):
        out.matrix(f"project.{kind}", w[f"project.{kind}.weight"].T)
        out.floats(f"project.{kind}.bias", w[f"project.{kind}.bias"])
    # Python scores content · M · cue and source · M · cue, so both are matched from the left.
    for role in ("content", "source"):
        out.matrix(f"match.{role}", w[f"match.{role}"])
        for i in range(4):
            out.floats(f"pair.{role}{i}", w[f"pair.{role}{i}.weight"][:, 0])
    for role in ("content", "source", "none"):
        out.floats(f"bias.{role}", w[f"bias.{role}.weight"][0])
        out.floats(f"bias.{role}0", w[f"bias.{role}.bias"])
    confidence = json.load(open(a.confidence)) if a.confidence else UNFITTED
    out.matrix("signs", np.array(confidence["signs"])[:, None])
    header = {
        "hidden": hidden,
        "widths": [w[f"columns.{i}.weight"].shape[1] for i in range(len(columns))],
        "learned": facts["learned"],
        "linkWidth": w["match.content"].shape[0],
        "begin": a.begin,
        "confidence": confidence["evidence"],
        "least": confidence["least"],
        "tensors": out.entries,
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    with open(a.output, "wb") as file:
        file.write(MAGIC + len(text).to_bytes(4, "little") + text + bytes(out.body))
    print(a.output, 12 + len(text) + len(out.body), "bytes")


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("folder")
    p.add_argument("name")
    p.add_argument("output")
    p.add_argument("--words", type=int, default=20000, help="how many of the vocabulary are shipped")
    p.add_argument("--begin", type=float, default=0.0, help="added to the score of every fragment's first label")
    p.add_argument("--confidence", help="file of the weights that calibrate-attribution.js wrote")
    p.add_argument("--average", help="another model of the same shape to take the mean with")
    main(p.parse_args())
