"""What every Python contestant shares: the data that the orchestrator wrote, and the protocol of ../contestant.ts.

Called as `python FILE FOLDER CONTESTANT`. A contestant is two functions without arguments, for trees three: `work` does
one round and returns its units, `check` returns a number that shows that real work was done, `leaves` counts those of the
last tree. Only `work` is timed.
"""

import itertools
import json
import os
import sys
import time
from functools import cached_property
from pathlib import Path

import numpy as np

CHECKED_ROWS = 1024


class Data:
    """Arrays of the run's folder, read when they are first asked for."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.config = json.loads((self.folder / "config.json").read_text())

    def _read(self, name, dtype):
        return np.fromfile(self.folder / name, dtype)

    @cached_property
    def images(self):
        """[60000, 784] float32, 0 to 1"""
        return self._read("pixels.u8", np.uint8).reshape(60_000, 784) / np.float32(255)

    @cached_property
    def pixels(self):
        """[60000, 784] float32, 0 to 255"""
        return self._read("pixels.u8", np.uint8).reshape(60_000, 784).astype(np.float32)

    @cached_property
    def labels(self):
        """[60000] int32"""
        return self._read("labels.u8", np.uint8).astype(np.int32)

    @cached_property
    def teacher_logits(self):
        """[60000, 10] float32"""
        return np.load(self.folder / "teacher-logits.npy")

    @cached_property
    def soft_targets(self):
        """[60000, 10] float64: probabilities in whole units of 1 / 32,767"""
        return np.load(self.folder / "soft-targets.npy").astype(np.float64)

    @cached_property
    def splits(self):
        """Ids of the training and of the validation images of the studies: [54000] and [6000]"""
        return self._read("train-ids.i32", np.int32), self._read("validation-ids.i32", np.int32)

    @cached_property
    def batch_ids(self):
        """[468, 128]: the batches of one epoch, the same for all contestants"""
        size = self.config["batchSize"]
        order = self._read("order.i32", np.int32)
        return order[: len(order) // size * size].reshape(-1, size)

    def batches(self):
        """The ids of one batch after another, for ever."""
        return itertools.cycle(self.batch_ids)

    @cached_property
    def student_weights(self):
        """[kernel, bias, ...] of one student; all start alike"""
        return self._split("student-weights.f32", self.config["studentShapes"])

    @cached_property
    def teacher_weights(self):
        """[kernel, bias, ...]; the first kernel is [height, width, channels, filters]"""
        return self._split("teacher-weights.f32", self.config["teacherShapes"])

    def _split(self, name, shapes):
        ends = np.cumsum([np.prod(shape) for shape in shapes])
        parts = np.split(self._read(name, np.float32), ends[:-1])
        return [part.reshape(shape) for part, shape in zip(parts, shapes)]

    @cached_property
    def lanes(self):
        """Temperatures and alphas, each [lanes] float32"""
        lanes = self.config["lanes"]
        return tuple(np.array([lane[name] for lane in lanes], np.float32) for name in ("temperature", "alpha"))

    @cached_property
    def moons(self):
        """[1000, 2] float32 and [1000] uint8"""
        return self._read("moons-points.f32", np.float32).reshape(-1, 2), self._read("moons-labels.u8", np.uint8)


def serve(contestants, versions, warm_up_rounds=2):
    """Builds the contestant named on the command line, warms it up, then answers each `go`."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    folder, name = sys.argv[1:]
    work, check, *others = contestants[name](Data(folder))
    for _ in range(warm_up_rounds):
        work()
        check()
    print(json.dumps({"ready": True, "versions": versions}), file=answers)
    for line in sys.stdin:
        if line.strip() != "go":
            raise ValueError(f"Expected `go`, got {line!r}")
        start = time.perf_counter()
        units = work()
        seconds = time.perf_counter() - start
        leaves = int(others[0]()) if others else None
        answer = {"seconds": seconds, "units": units, "check": float(check()), "leaves": leaves}
        print(json.dumps(answer), file=answers)
