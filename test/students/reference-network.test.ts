import { describe, expect, it } from "vitest";
import {
  type ReferenceLoss,
  type ReferenceTraining,
  referenceGradient,
  referenceLoss,
  referenceTraining,
} from "./reference-network.ts";
import { anyWeights, randomSamples } from "./samples.ts";

const losses = {
  hard: { temperature: 1, alpha: 0, labelSmoothing: 0 },
  smoothed: { temperature: 1, alpha: 0, labelSmoothing: 0.2 },
  soft: { temperature: 5, alpha: 1, labelSmoothing: 0 },
  mixed: { temperature: 3, alpha: 0.7, labelSmoothing: 0.1 },
};

describe("referenceGradient(settings, weights, samples)", () => {
  const cases = Object.entries(losses).flatMap(([name, loss]) =>
    (["relu", "tanh", "sigmoid"] as const).map((activation) => ({ name, loss, activation })),
  );
  it.each(cases)("is the central difference of referenceLoss: $name, $activation", ({ loss, activation }) => {
    for (const sizes of [
      [4, 3],
      [4, 5, 6, 3],
    ]) {
      const settings: ReferenceLoss = { sizes, activation, ...loss };
      const weights = anyWeights(sizes, 1).map((values) => Float64Array.from(values));
      const samples = randomSamples(5, 4, 3, 2);
      const gradient = referenceGradient(settings, weights, samples);
      weights.forEach((values, array) => {
        values.forEach((value, i) => {
          const lossAt = (at: number) => {
            values[i] = at;
            const loss = referenceLoss(settings, weights, samples);
            values[i] = value;
            return loss;
          };
          const difference = (lossAt(value + 1e-5) - lossAt(value - 1e-5)) / 2e-5;
          expect(Math.abs(gradient[array]![i]! - difference)).toBeLessThan(1e-8);
        });
      });
    }
  });
});

describe("referenceLoss(settings, weights, samples)", () => {
  // One input 1, no hidden layer: the kernel's row is the logits.
  const lossOf = (loss: typeof losses.hard, logits: number[], teacher: number[]) =>
    referenceLoss({ sizes: [1, logits.length], activation: "relu", ...loss }, [logits, logits.map(() => 0)], {
      features: [[1]],
      labels: [0],
      teacherLogits: [teacher],
    });

  it("is the cross-entropy of smoothed labels for alpha 0, worked by hand", () => {
    // p = 1/2, 1/4, 1/4; smoothing 0.3: y = 0.8, 0.1, 0.1; -sum y ln p = 0.8 ln 2 + 0.2 ln 4 = 1.2 ln 2
    const loss = lossOf({ temperature: 1, alpha: 0, labelSmoothing: 0.3 }, [Math.LN2, 0, 0], [0, 0, 0]);
    expect(loss).toBeCloseTo(1.2 * Math.LN2, 12);
  });

  it("is T^2 KL(teacher || student) for alpha 1, worked by hand", () => {
    // T = 2: student 1/2, 1/4, 1/4, teacher 1/4, 1/4, 1/2: KL = 1/4 ln 1/2 + 0 + 1/2 ln 2 = 1/4 ln 2
    const loss = lossOf(
      { temperature: 2, alpha: 1, labelSmoothing: 0 },
      [2 * Math.LN2, 0, 0],
      [0, 0, 2 * Math.LN2],
    );
    expect(loss).toBeCloseTo(4 * 0.25 * Math.LN2, 12);
  });
});

describe("referenceTraining(settings, initial, batches, steps)", () => {
  const settings: ReferenceTraining = {
    sizes: [1, 2],
    activation: "relu",
    ...losses.hard,
    optimizer: "sgd",
    learningRate: 0.4,
    momentum: 0.5,
    weightDecay: 0.25,
    schedule: "cosine",
    warmupSteps: 2,
  };
  // Input 0: no gradient on the kernel, so that it shows the decay alone.
  const dark = { features: [[0]], labels: [0], teacherLogits: [[0, 0]] };

  it("shrinks a kernel by 1 - rate * weightDecay, the rate by warm-up and half a cosine, worked by hand", () => {
    // 4 steps, 2 of warm-up: rates 0.2, 0.4, then 0.4 (1 + cos 0) / 2 = 0.4, 0.4 (1 + cos pi/2) / 2 = 0.2
    const [kernel] = referenceTraining(
      settings,
      [
        [1, -2],
        [0, 0],
      ],
      [dark, dark, dark, dark],
    );
    expect(kernel![0]).toBeCloseTo(0.95 * 0.9 * 0.9 * 0.95, 12);
    expect(kernel![1]).toBeCloseTo(-2 * 0.95 * 0.9 * 0.9 * 0.95, 12);
  });

  it("moves the first step of Adam by the rate, whatever the gradient: Kingma & Ba 2015, section 2.1", () => {
    const adam: ReferenceTraining = { ...settings, optimizer: "adam", warmupSteps: 0, schedule: "constant" };
    const [, bias] = referenceTraining(
      adam,
      [
        [1, -2],
        [0, 0],
      ],
      [dark],
    );
    expect(bias![0]).toBeCloseTo(0.4, 4); // p - y = -1/2 and +1/2
    expect(bias![1]).toBeCloseTo(-0.4, 4);
  });
});
