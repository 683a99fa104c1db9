import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { joinShards } from "../../src/soft-labels/join.ts";

// Labels 0 0 1 0 | test. Train ids 0 and 2, validation 1 and 3.
const dataset: Dataset = {
  name: "demo",
  inputShape: [1],
  numClasses: 2,
  features: { kind: "floats", values: new Float32Array(5) },
  columns: null,
  labels: Uint8Array.of(0, 0, 1, 0, 0),
  splits: { train: Uint32Array.of(0, 2), validation: Uint32Array.of(1, 3), test: Uint32Array.of(4) },
  hash: "",
};
// The teacher is right on 0, 1 and 2, and wrong on 3.
const shards = [
  { first: 2, count: 2, logits: Float32Array.of(1, 5, 2, 6), accuracy: 0.5 },
  { first: 0, count: 2, logits: Float32Array.of(3, 1, 4, 1), accuracy: 1 },
];

describe("joinShards(dataset, shards, teacherValidation)", () => {
  it("puts each row at its sample id, in whatever order the shards come, and counts both splits", () => {
    const { logits, accuracy } = joinShards(dataset, shards, 0.5);
    expect(Array.from(logits)).toEqual([3, 1, 4, 1, 1, 5, 2, 6]);
    expect(accuracy).toEqual({ train: 1, validation: 0.5 });
  });

  it("refuses a missing shard, a shard twice, and shards that landed in each other's place", () => {
    expect(() => joinShards(dataset, shards.slice(1), 0.5)).toThrow("Expected labels of 4 samples, got 2");
    expect(() => joinShards(dataset, [shards[1]!, shards[1]!], 0.5)).toThrow("starts at sample 2, got 0");
    const swapped = [
      { ...shards[0]!, first: 0 },
      { ...shards[1]!, first: 2 },
    ];
    expect(() => joinShards(dataset, swapped, 0.5)).toThrow("0 to 1 are 0 accurate, their teacher was 0.5");
  });

  it("refuses labels that are not as accurate on validation as the teacher itself, but for one sample in 2,000", () => {
    const many: Dataset = {
      ...dataset,
      labels: new Uint8Array(4001),
      splits: {
        train: Uint32Array.of(0),
        validation: Uint32Array.from({ length: 4000 }, (_, i) => i + 1),
        test: new Uint32Array(),
      },
    };
    const logits = Float32Array.from({ length: 8002 }, (_, i) => (i % 2 === 0 ? 1 : 0));
    const whole = [{ first: 0, count: 4001, logits, accuracy: 1 }];
    expect(joinShards(many, whole, 1 - 2 / 4000).accuracy.validation).toBe(1);
    expect(() => joinShards(many, whole, 1 - 3 / 4000)).toThrow("but the teacher itself was");
  });
});
