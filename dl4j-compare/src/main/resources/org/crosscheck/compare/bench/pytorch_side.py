"""A side of crosscheck's bench: both networks in PyTorch, float64, gradients by autograd.

Reads a request a line, MODE NETWORK HIDDEN BATCH SECONDS or RISK NETWORK HIDDEN BATCH, and answers with two numbers:
examples and nanoseconds, or R^ of the second minibatch after a step on the first and 0. The one argument names the file
that holds the parameters and the minibatches of the network that is asked for.
"""

import sys
import time

import numpy
import torch
from torch.nn import functional

ETA = 1 / 128


class Side:
    def __init__(self, name, file):
        self.name = name
        with numpy.load(file) as arrays:
            count = sum(key.startswith("p") for key in arrays)
            self.parameters = [torch.from_numpy(arrays["p%d" % i]).requires_grad_() for i in range(count)]
            x = torch.from_numpy(arrays["x"])
            self.x = x if name[0] == "MLP" else x.reshape(*x.shape[:2], 1, 32, 32)
            self.y = torch.from_numpy(arrays["y"])
        self.next = 0

    def logits(self, i):
        p = self.parameters
        if self.name[0] == "MLP":
            return functional.linear(torch.sin(functional.linear(self.x[i], p[0], p[1])), p[2], p[3])
        pooled = functional.avg_pool2d(torch.sin(functional.conv2d(self.x[i], p[0], p[1])), 2)
        return functional.linear(torch.sin(functional.conv2d(pooled, p[2], p[3])).flatten(1), p[4], p[5])

    def loss(self, i):
        return functional.cross_entropy(self.logits(i), self.y[i])

    def step(self, i):
        gradients = torch.autograd.grad(self.loss(i), self.parameters)
        with torch.no_grad():
            for parameter, gradient in zip(self.parameters, gradients):
                parameter.add_(gradient, alpha=-ETA)

    def forward(self, i):
        with torch.no_grad():
            torch.softmax(self.logits(i), 1)

    def timed(self, work, seconds):
        examples, start, taken = 0, time.perf_counter_ns(), 0
        while examples == 0 or taken < 1e9 * seconds:
            work(self.next)
            self.next = (self.next + 1) % len(self.x)
            examples += self.x.shape[1]
            taken = time.perf_counter_ns() - start
        return examples, taken

    def risk(self):
        self.step(0)
        with torch.no_grad():
            return self.loss(1 % len(self.x)).item(), 0


def main():
    torch.set_num_threads(1)
    side = None
    for line in sys.stdin:
        mode, *name = line.split()
        if side is None or side.name != name[:3]:
            side = Side(name[:3], sys.argv[1])
        if mode == "RISK":
            answer = side.risk()
        else:
            answer = side.timed(side.step if mode == "STEP" else side.forward, float(name[3]))
        print(*answer, flush=True)


main()
