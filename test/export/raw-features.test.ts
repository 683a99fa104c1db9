import { expect, it } from "vitest";
import { onRawFeatures } from "../../src/export/raw-features.ts";
import type { StoredStudent } from "../../src/export/stored-student.ts";
import { tree } from "./by-hand.ts";

const shape = { inputs: 2, numClasses: 2, scale: 1 } as const;
const scaling = { means: Float64Array.of(500, -3), deviations: Float64Array.of(100, 0.25) };

it("onRawFeatures(student, scaling) of a network has w / s and b - m w / s in its first layer, and leaves the others", () => {
  const second = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6)];
  const weights = [Float32Array.of(100, 200, 1, -1), Float32Array.of(0.5, 0), ...second];
  const student = { ...shape, kind: "mlp", sizes: [2, 2, 2], activation: "relu", weights } as const;
  const raw = onRawFeatures(student, scaling) as Extract<StoredStudent, { kind: "mlp" }>;
  expect(raw.weights.map((values) => [...values])).toEqual([
    [1, 2, 4, -4],
    [0.5 - 500 + 12, -1000 - 12], // 0.5 - 1 * 500 - 4 * -3 and 0 - 2 * 500 - -4 * -3
    ...second.map((values) => [...values]),
  ]);
  expect(onRawFeatures(student, null)).toBe(student);
});

it("onRawFeatures(student, scaling) of a tree has thresholds t s + m of the feature that each splits", () => {
  const student = { ...shape, kind: "tree", tree, output: { targets: "logits", temperature: 1 } } as const;
  const raw = onRawFeatures(student, scaling) as Extract<StoredStudent, { kind: "tree" }>;
  // x1 <= 0.5: 0.5 * 0.25 - 3; x0 <= -2: -2 * 100 + 500
  expect([...raw.tree.threshold]).toEqual([-2.875, 0, 300, 0, 0]);
});
