import { describe, expect, it } from "vitest";
import { moonsDataset } from "../../src/data/moons.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { trainStack } from "../../src/students/train-stack.ts";
import { engineNames } from "../engines.ts";
import { wholeTrainingSet } from "../training/whole-training-set.ts";
import { laneSpec, trained } from "./lanes.ts";

describe("trainStack(engine, job, extraPoints, report)", () => {
  it.skipIf(engineNames.length < 2)("gives the same students on both engines, to rounding", async () => {
    const dataset = moonsDataset({ name: "moons", n: 300, validation: 100, test: 200, noise: 0.2, seed: 1 });
    const teacherLogits = Float32Array.from({ length: 2 * 600 }, (_, i) => Math.sin(i));
    const hard = laneSpec({
      learningRate: 0.01,
      batchSize: 50,
      epochs: 8,
      weightDecay: 0.1,
      schedule: "cosine",
    });
    const lanes = [hard, { ...hard, temperature: 4, alpha: 0.7, labelSmoothing: 0.1, weightDecay: 0 }];
    const train = async (name: "native" | "portable") =>
      trainStack(
        await loadEngine(name),
        { lanes, seed: 1, role: "student", dataset, trainingSet: wholeTrainingSet(dataset, teacherLogits) },
        new Float32Array(0),
        () => undefined,
      );
    const [native, portable] = [trained(await train("native")), trained(await train("portable"))];
    native.forEach((lane, k) => {
      const other = portable[k]!;
      const difference = lane.testLogits.map((logit, i) => Math.abs(logit - other.testLogits[i]!));
      expect(Math.max(...difference)).toBeLessThan(2e-3); // 48 steps of Adam in float32
      lane.curve.forEach((accuracy, epoch) => {
        expect(Math.abs(accuracy - other.curve[epoch]!)).toBeLessThanOrEqual(0.01);
      });
    });
    expect(native[0]!.curve.at(-1)).toBeGreaterThan(0.8);
  });
});
