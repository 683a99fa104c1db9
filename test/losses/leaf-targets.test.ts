import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { leafTargets } from "../../src/losses/leaf-targets.ts";
import { engineNames } from "../engines.ts";

describe.each(engineNames)("leafTargets(tf, lanes, numClasses) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  const targetsOf = (lanes: Parameters<typeof leafTargets>[1], teacherLogits: number[] | null) => {
    const { tf } = engine;
    const before = tf.memory().numTensors;
    const targets = leafTargets(tf, lanes, 2);
    const values = tf.tidy(() => {
      const labels = tf.tensor3d([1, 0], [1, 2, 1]); // one row, of class 0
      return targets.of(labels, teacherLogits && tf.tensor3d(teacherLogits, [1, 2, 1])).arraySync();
    });
    targets.dispose();
    expect(tf.memory().numTensors).toBe(before);
    return values.map((lane) => lane.flat());
  };

  it("weighs smoothed labels and the teacher's softmax at each lane's temperature, worked by hand", () => {
    // Teacher 2 ln 3, 0: at T = 2 3/4 1/4, at T = 1 9/10 1/10.
    const found = targetsOf(
      [
        { temperature: 3, alpha: 0, labelSmoothing: 0 },
        { temperature: 3, alpha: 0, labelSmoothing: 0.2 },
        { temperature: 2, alpha: 1, labelSmoothing: 0 },
        { temperature: 1, alpha: 0.5, labelSmoothing: 0.4 },
      ],
      [2 * Math.log(3), 0],
    );
    const expected = [
      [1, 0],
      [0.9, 0.1],
      [1.5, 0.5],
      [0.5 * 0.8 + 0.45, 0.5 * 0.2 + 0.05],
    ];
    found.flat().forEach((value, i) => void expect(value).toBeCloseTo(expected.flat()[i]!, 6));
  });

  it("asks for no teacher where no lane learns from one", () => {
    const [found] = targetsOf([{ temperature: 1, alpha: 0, labelSmoothing: 0 }], null);
    expect(found).toEqual([1, 0]);
  });
});
