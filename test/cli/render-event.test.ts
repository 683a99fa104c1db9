import { describe, expect, it } from "vitest";
import { renderEvent } from "../../src/cli/render-event.ts";
import type { StudyEvent } from "../../src/coordinator/events.ts";

const planned: StudyEvent = {
  type: "planned",
  study: "seed",
  engine: "native: tfjs-node 4.22.0, TensorFlow 2.21.0",
  workers: 2,
  rows: 87,
  cachedRows: 12,
  jobs: 1,
};
const started: StudyEvent = {
  type: "job-started",
  job: "mnist/train-teacher/network",
  kind: "train-teacher",
  cells: 1,
};
const progress: StudyEvent = {
  type: "job-progress",
  job: "mnist/train-teacher/network",
  kind: "train-teacher",
  epoch: 3,
  epochs: 12,
  step: 420,
  steps: 420,
  loss: 0.04123,
};
const done: StudyEvent = {
  type: "job-done",
  job: "mnist/3",
  kind: "train-stack",
  elapsedMs: 12_345,
  rows: 20,
  doneRows: 32,
  totalRows: 87,
};
const failed: StudyEvent = {
  type: "job-failed",
  job: "moons/tree",
  kind: "grow-trees",
  error: "out of leaves\nsecond line",
  stack: "Error: out of leaves\n    at grow",
  failedRows: 2,
};

describe("renderEvent(event)", () => {
  it.each([
    [
      planned,
      "seed: 87 rows, 12 of them cached; 1 job to do on 2 workers; engine native: tfjs-node 4.22.0, TensorFlow 2.21.0",
    ],
    [started, null],
    [progress, null],
    [done, "[32/87] students mnist/3, 12 s"],
    [failed, "FAILED tree moons/tree, 2 rows lost: out of leaves"],
    [
      { type: "interrupted", doneRows: 32, totalRows: 87 } as const,
      "interrupted: 32 of 87 rows are done and kept",
    ],
  ])("renderEvent($type) is one line or none", (event, line) => {
    expect(renderEvent(event)).toBe(line);
  });

  it.each([
    [started, "started: teacher mnist/network, 1 cell"],
    [progress, "teacher mnist/network: epoch 3/12, loss 0.0412"],
    [{ ...progress, loss: null }, "teacher mnist/network: epoch 3/12"],
    [{ ...progress, step: 100 }, null],
    [failed, "FAILED tree moons/tree, 2 rows lost: out of leaves\nError: out of leaves\n    at grow"],
  ])("renderEvent(event, verbose) also tells starts, ends of epochs and stacks", (event, line) => {
    expect(renderEvent(event, { isVerbose: true })).toBe(line);
  });
});
