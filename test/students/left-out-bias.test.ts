import { describe, expect, it } from "vitest";
import { stream } from "../../src/random/stream.ts";
import { leftOutBias } from "../../src/students/left-out-bias.ts";

/** Right samples with a bias added to the logits of the classes that were left out. */
function rightWith(
  bias: number,
  logits: Float32Array,
  labels: Uint8Array,
  classes: number,
  leftOut: number[],
) {
  return [...labels.keys()].filter((sample) => {
    const own = Array.from(
      { length: classes },
      (_, k) => logits[sample * classes + k]! + (leftOut.includes(k) ? bias : 0),
    );
    return own.indexOf(Math.max(...own)) === labels[sample];
  }).length;
}

describe("leftOutBias(logits, labels, numClasses, leftOut)", () => {
  it("is worked by hand for four samples of two classes", () => {
    // Class 1 is behind by 3, 5, 1 and 7; the first two are ones. A bias of 5 to 7 has three right, and no other more.
    const logits = Float32Array.of(3, 0, 5, 0, 1, 0, 7, 0);
    expect(leftOutBias(logits, Uint8Array.of(1, 1, 0, 0), 2, [1])).toBe(6);
  });

  it("has as many samples right as the best of all biases, one class left out or many", () => {
    const { normal, int } = stream(1, "left out");
    for (const leftOut of [[2], [0, 1, 3]]) {
      const logits = Float32Array.from(
        { length: 60 * 4 },
        () => Math.round(8 * normal()) / 4 + 0.001 * normal(),
      );
      const labels = Uint8Array.from({ length: 60 }, () => int(4));
      const bias = leftOutBias(logits, labels, 4, leftOut);
      const tried = Array.from({ length: 4001 }, (_, i) =>
        rightWith((i - 2000) / 100, logits, labels, 4, leftOut),
      );
      expect(rightWith(bias, logits, labels, 4, leftOut)).toBeGreaterThanOrEqual(Math.max(...tried));
    }
  });

  it("stands clear of the last or the first change where the best interval has no end", () => {
    const logits = Float32Array.of(2, 0, 4, 0);
    expect(leftOutBias(logits, Uint8Array.of(1, 1), 2, [1])).toBe(5);
    // Here class 1 leads by 2 and 4 as it is, and is wrong: below -4 it is never the answer.
    const leading = Float32Array.of(0, 2, 0, 4);
    expect(leftOutBias(leading, Uint8Array.of(0, 0), 2, [1])).toBe(-5);
  });

  it("is 0 where no other makes more samples right", () => {
    // Class 1 is behind by 2 and 4, and all are zeros: any bias below 2 has both right, its middle would be another.
    expect(leftOutBias(Float32Array.of(2, 0, 4, 0), Uint8Array.of(0, 0), 2, [1])).toBe(0);
    // Behind by 1 and 3, a one and a zero: 0 has one right, from 1 to 3 both are.
    const logits = Float32Array.of(1, 0, 3, 0);
    expect(leftOutBias(logits, Uint8Array.of(1, 0), 2, [1])).toBe(2);
    // Behind by 1 and 1, a one and a zero: one is right on either side of 1, and as it is.
    expect(leftOutBias(Float32Array.of(1, 0, 1, 0), Uint8Array.of(1, 0), 2, [1])).toBe(0);
    // Equal logits are answered by the first class: a zero whose class is left out is right as it is.
    expect(leftOutBias(Float32Array.of(5, 5), Uint8Array.of(0), 2, [0])).toBe(0);
    expect(leftOutBias(Float32Array.of(5, 5), Uint8Array.of(1), 2, [1])).toBe(1);
  });

  it("is another than 0 only where it has more samples right than the predictions as they are, many of them tied", () => {
    const { int } = stream(2, "left out");
    const biases = Array.from({ length: 200 }, () => {
      // Of 12 samples of 4 classes, logits 0 to 3: about one in three has its best left-out class level with its best other one.
      const logits = Float32Array.from({ length: 12 * 4 }, () => int(4));
      const labels = Uint8Array.from({ length: 12 }, () => int(4));
      const bias = leftOutBias(logits, labels, 4, [1, 2]);
      const asTheyAre = rightWith(0, logits, labels, 4, [1, 2]);
      // Changes lie at whole numbers from -3 to 3: one bias of each interval between them, and of the two beyond.
      const others = [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5];
      const best = Math.max(...others.map((other) => rightWith(other, logits, labels, 4, [1, 2])));
      expect(bias === 0).toBe(asTheyAre >= best);
      if (bias !== 0) expect(rightWith(bias, logits, labels, 4, [1, 2])).toBe(best);
      return bias;
    });
    expect(new Set(biases.map(Math.sign))).toEqual(new Set([-1, 0, 1]));
  });

  it("is 0 where nothing or everything was left out", () => {
    const logits = Float32Array.of(1, 0);
    expect(leftOutBias(logits, Uint8Array.of(1), 2, [])).toBe(0);
    expect(leftOutBias(logits, Uint8Array.of(1), 2, [0, 1])).toBe(0);
  });
});
