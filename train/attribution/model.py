"""Two bidirectional GRU layers under a CRF tagger and a linking head, trained together."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from crf import CrfLikelihood
from data import LABELS
from gru import BiGru
from links import PAIR_SIZES, Fragments, pair_features, reachable

FORBIDDEN = -1e4
EMBEDDING = {"suffix3": 16, "suffix2": 16, "prefix3": 16, "shape": 8, "quote": 6, "place": 4, "order": 4, "share": 4}
LEARNED_DIM = 50
LINK_DIM = 64


class Model(nn.Module):
    def __init__(self, vectors, scale, learned, columns, hidden, options):
        super().__init__()
        self.hidden, self.learned, self.options = hidden, learned, options
        static = torch.from_numpy(vectors.astype(np.float32)) / scale * 5  # unit spread of about 0.5
        self.static = nn.Embedding.from_pretrained(static, freeze=True)
        self.word = nn.Embedding(learned, LEARNED_DIM)
        self.columns = nn.ModuleList([nn.Embedding(c["size"], EMBEDDING[c["name"]]) for c in columns])
        for table in [self.word, *self.columns]:
            nn.init.normal_(table.weight, 0, 0.1)
        width = static.shape[1] + LEARNED_DIM + sum(e.embedding_dim for e in self.columns)
        self.layers = nn.ModuleList([BiGru(width, hidden), BiGru(2 * hidden, hidden)])
        self.out = nn.Linear(2 * hidden, LABELS)
        self.trans = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.start = nn.Parameter(torch.zeros(LABELS))
        bar = torch.zeros(LABELS, LABELS)
        for inside in (2, 4, 6):
            for before in range(LABELS):
                if before not in (inside, inside - 1):
                    bar[before, inside] = FORBIDDEN
        first = torch.zeros(LABELS)
        first[[2, 4, 6]] = FORBIDDEN
        self.register_buffer("bar", bar)
        self.register_buffer("bar_first", first)
        self.project = nn.ModuleDict(
            {k: nn.Linear(4 * hidden, LINK_DIM) for k in ("content", "cueContent", "cueSource", "source")}
        )
        self.match = nn.ParameterDict({k: nn.Parameter(torch.eye(LINK_DIM) * 0.1) for k in ("content", "source")})
        self.bias = nn.ModuleDict({k: nn.Linear(LINK_DIM, 1) for k in ("content", "source", "none")})
        self.pair = nn.ModuleDict(
            {f"{k}{i}": nn.Embedding(n, 1) for k in ("content", "source") for i, n in enumerate(PAIR_SIZES)}
        )
        for table in self.pair.values():
            nn.init.zeros_(table.weight)

    def keep(self, shape, drop):
        return (torch.rand(shape) > drop).float() / (1 - drop)

    def encode(self, word, columns, lengths):
        """(B, T) words and (B, T, C) columns to (T, B, 2H)."""
        o = self.options
        learned = torch.where(word < self.learned, word, torch.zeros_like(word))
        static = self.static(word)
        if self.training:
            learned = torch.where((torch.rand(word.shape) < o.word_drop) & (learned > 1), torch.zeros_like(word), learned)
            static = static * (torch.rand(word.shape) > o.word_drop / 2).float()[:, :, None]
        x = [static, self.word(learned)]
        x += [table(columns[:, :, i]) for i, table in enumerate(self.columns)]
        x = torch.cat(x, -1)
        if self.training:
            x = x * self.keep((x.shape[0], 1, x.shape[2]), o.input_drop)
        x = x.transpose(0, 1).contiguous()
        T, B, _ = x.shape
        t, length = torch.arange(T)[:, None], torch.tensor(lengths)[None]
        turned = torch.where(t < length, length - 1 - t, t.expand(T, B))
        index = (turned * B + torch.arange(B)[None]).reshape(-1)
        flip = lambda z: z.reshape(T * B, -1).index_select(0, index).view(T, B, -1)
        for layer in self.layers:
            x = layer(x, flip)
            if self.training:
                x = x * self.keep((1, B, x.shape[2]), o.drop)
        return x

    def transitions(self):
        return self.trans + self.bar, self.start + self.bar_first

    def tag_loss(self, h, label, lengths):
        trans, start = self.transitions()
        return CrfLikelihood.apply(self.out(h), trans, start, label, lengths)

    def represent(self, kind, h, f):
        row = torch.from_numpy(f.row)
        ends = torch.cat([h[torch.from_numpy(f.start), row], h[torch.from_numpy(f.end - 1), row]], -1)
        return F.dropout(F.relu(self.project[kind](ends)), 0.25, self.training)

    def pair_score(self, role, heads, cues):
        f = torch.from_numpy(pair_features(heads, cues))
        score = sum(self.pair[f"{role}{i}"](f[:, :, i]).squeeze(-1) for i in range(len(PAIR_SIZES)))
        return score + torch.from_numpy(np.where(reachable(heads, cues, role), 0.0, FORBIDDEN)).float()

    def content_scores(self, h, contents, cues):
        """(contents, cues) scores; softmax over cues."""
        x, c = self.represent("content", h, contents), self.represent("cueContent", h, cues)
        return x @ self.match["content"] @ c.t() + self.bias["content"](c).t() + self.pair_score("content", contents, cues)

    def source_scores(self, h, cues, sources):
        """(cues, 1 + sources) scores, the first for no source; softmax over sources."""
        c = self.represent("cueSource", h, cues)
        none = self.bias["none"](c)
        if len(sources) == 0:
            return none
        x = self.represent("source", h, sources)
        score = x @ self.match["source"] @ c.t() + self.bias["source"](x) + self.pair_score("source", sources, cues)
        return torch.cat([none, score.t()], 1)
