"""A linear-chain CRF with a hand-written gradient: autograd over its time steps costs twice the GRU."""
import torch
from torch.autograd import Function


class CrfLikelihood(Function):
    """Summed negative log-likelihood. em: (T, B, L); y: (T, B); lengths descend."""

    @staticmethod
    def forward(ctx, em, trans, start, y, lengths):
        T, B, L = em.shape
        active = [sum(1 for n in lengths if n > t) for t in range(T)]
        top = em.max(2, keepdim=True).values
        e = (em - top).exp()
        m, s = trans.exp(), start.exp()
        alpha = em.new_zeros(T, B, L)
        norm = em.new_ones(T, B, 1)
        a = s * e[0]
        for t in range(T):
            k = active[t]
            if t:
                a = (a[:k] @ m) * e[t, :k]
            z = a.sum(1, keepdim=True)
            a = a / z
            alpha[t, :k], norm[t, :k] = a, z
        mask = torch.tensor(lengths)[None] > torch.arange(T)[:, None]
        log_z = (norm.log().squeeze(2) * mask).sum() + (top.squeeze(2) * mask).sum()
        gold = (em.gather(2, y[:, :, None]).squeeze(2) * mask).sum() + start[y[0]].sum()
        gold = gold + (trans[y[:-1], y[1:]] * mask[1:]).sum()
        ctx.save_for_backward(alpha, norm, e, m, y, mask)
        ctx.active = active
        return log_z - gold

    @staticmethod
    def backward(ctx, grad):
        alpha, norm, e, m, y, mask = ctx.saved_tensors
        T, B, L = alpha.shape
        beta = torch.ones_like(alpha)
        back = m.t()
        for t in range(T - 2, -1, -1):
            k = ctx.active[t + 1]
            if k:
                beta[t, :k] = (beta[t + 1, :k] * e[t + 1, :k] / norm[t + 1, :k]) @ back
        weight = mask[:, :, None].float()
        d_em = alpha * beta * weight
        d_start = d_em[0].sum(0)
        right = beta[1:] * e[1:] / norm[1:] * weight[1:]
        d_trans = torch.einsum("tbi,tbj->ij", alpha[:-1], right) * m
        one = torch.nn.functional.one_hot(y, L).float() * weight
        d_trans = d_trans - torch.einsum("tbi,tbj->ij", one[:-1] * weight[1:], one[1:])
        return (d_em - one) * grad, d_trans * grad, (d_start - one[0].sum(0)) * grad, None, None
