"""A complete solution of the homework in NumPy: python3 solution.py case.npz answers.npz [float32]

It gets full marks (StudentsTest); nobody should find it in front of the homework.
"""

import sys

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def part1(t, x, v):
    s_t, s_x, p = 1 / (1 + np.exp(-t)), 1 / (1 + np.exp(-x)), softmax(x)
    return {
        "q1a": (t > 0).astype(t.dtype),
        "q1b": s_t * (1 - s_t),
        "q1f": np.sign(t),
        "q1g": 2 * x,
        "q1h": np.sign(x),
        "q1l": np.diag(p) - np.outer(p, p),
        "q1m_sigmoid": s_x * (1 - s_x) * v,
        "q1m_softmax": p * (v - p @ v),
    }


def mlp(X, y, W1, b1, W2, b2):
    n = len(X)
    y = y.astype(int) - 1
    ha = X @ W1.T + b1
    hs = np.sin(ha)
    oa = hs @ W2.T + b2
    shifted = oa - oa.max(axis=1, keepdims=True)
    L = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(n), y]

    onehot = np.eye(len(b2), dtype=X.dtype)[y]
    grad_oa = softmax(oa) - onehot  # of each example's own loss
    grad_hs = grad_oa @ W2
    grad_ha = grad_hs * np.cos(ha)
    return {
        "ha": ha, "hs": hs, "oa": oa, "os": softmax(oa), "L": L, "R": L.mean(),
        "grad_oa": grad_oa, "grad_hs": grad_hs, "grad_ha": grad_ha, "grad_x": grad_ha @ W1,
        "grad_W2": grad_oa.T @ hs / n, "grad_b2": grad_oa.mean(axis=0),
        "grad_W1": grad_ha.T @ X / n, "grad_b1": grad_ha.mean(axis=0),
    }  # fmt: skip


def conv(x, w, b):
    windows = sliding_window_view(x, w.shape[2:], axis=(2, 3))  # (n, c, rows, columns, u, v)
    return np.einsum("ncijuv,fcuv->nfij", windows, w, optimize=True) + b[:, None, None]


def conv_backward(x, w, grad):
    k = w.shape[2]
    windows = sliding_window_view(x, (k, k), axis=(2, 3))
    grad_w = np.einsum("ncijuv,nfij->fcuv", windows, grad, optimize=True)
    padded = np.pad(grad, ((0, 0), (0, 0), (k - 1, k - 1), (k - 1, k - 1)))
    back = sliding_window_view(padded, (k, k), axis=(2, 3))
    grad_x = np.einsum("nfijuv,fcuv->ncij", back, w[:, :, ::-1, ::-1], optimize=True)
    return grad_w, grad.sum(axis=(0, 2, 3)), grad_x


def cnn(images, conv1_W, conv1_b, conv3_W, conv3_b, upstream):
    conv1 = conv(images, conv1_W, conv1_b)
    n, c, rows, columns = conv1.shape
    pool2 = conv1.reshape(n, c, rows // 2, 2, columns // 2, 2).mean(axis=(3, 5))
    answers = {"conv1": conv1, "pool2": pool2, "conv3": conv(pool2, conv3_W, conv3_b)}
    grad_w, grad_b, grad_pool2 = conv_backward(pool2, conv3_W, upstream)
    answers |= {"grad_conv3_W": grad_w, "grad_conv3_b": grad_b, "grad_pool2": grad_pool2}
    grad_conv1 = grad_pool2.repeat(2, axis=2).repeat(2, axis=3) / 4
    grad_w, grad_b, grad_images = conv_backward(images, conv1_W, grad_conv1)
    return answers | {
        "grad_conv1": grad_conv1, "grad_conv1_W": grad_w, "grad_conv1_b": grad_b, "grad_images": grad_images,
    }  # fmt: skip


case_file, answers_file, *dtype = sys.argv[1:]
case = {key: array.astype(dtype[0] if dtype else float) for key, array in np.load(case_file).items()}

answers = {"q3a": 16 * 10 * 10, "q3b": 16 * 6 * 5 * 5, "q3c": [14, 10, 0, 1], "q3d": [6, 11, 1, 2], "q3e": [6, 12, 1, 1]}
if "t" in case:
    answers |= part1(*(case[key] for key in ("t", "x", "v")))
if "X" in case:
    answers |= mlp(*(case[key] for key in ("X", "y", "W1", "b1", "W2", "b2")))
if "images" in case:
    answers |= cnn(*(case[key] for key in ("images", "conv1_W", "conv1_b", "conv3_W", "conv3_b", "upstream")))
np.savez(answers_file, **answers)
