import { describe, expect, it } from "vitest";
import { stream } from "../../src/random/stream.ts";
import { jittered } from "../../src/teachers/jitter.ts";

/** A stream that gives these numbers in turn, the largest that `below` allows for ones beyond it. */
function given(...numbers: readonly number[]) {
  const left = [...numbers];
  return { int: (below: number) => Math.min(left.shift()!, below - 1) };
}

describe("jittered(batch, inputShape, most, random)", () => {
  it("moves each image by its own shift, down then right, and fills the edge with 0", () => {
    // 2 x 3 pixels; numbers 0, 1, 2 of a shift of at most 1 are -1, 0, 1.
    const image = [1, 2, 3, 4, 5, 6];
    const batch = Float32Array.of(...image, ...image, ...image);
    const moved = jittered(batch, [2, 3, 1], 1, given(2, 0, 1, 2, 0, 1));
    const down1Left1 = [0, 0, 0, 2, 3, 0];
    const right1 = [0, 1, 2, 0, 4, 5];
    const up1 = [4, 5, 6, 0, 0, 0];
    expect(Array.from(moved)).toEqual([...down1Left1, ...right1, ...up1]);
    expect(Array.from(batch.subarray(0, 6))).toEqual(image); // a copy
  });

  it("keeps the channels of a pixel together", () => {
    const batch = Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40); // 2 x 2 pixels of two channels
    expect(Array.from(jittered(batch, [2, 2, 2], 1, given(1, 2)))).toEqual([0, 0, 1, 10, 0, 0, 3, 30]);
  });

  it("leaves nothing of an image that is shifted by its whole width or more", () => {
    const image = Float32Array.of(1, 2, 3, 4);
    expect(Array.from(jittered(image, [2, 2, 1], 3, given(3, 5)))).toEqual([0, 0, 0, 0]);
    expect(Array.from(jittered(image, [2, 2, 1], 3, given(0, 3)))).toEqual([0, 0, 0, 0]);
  });

  it("draws every shift of -most .. most in both directions equally often", () => {
    // One lit pixel in the middle of 5 x 5 lands on each of the 25 with probability 1/25: 400 of 10,000, standard
    // deviation sqrt(10000 / 25 * 24 / 25) = 19.6; five of them are allowed.
    const rows = 10_000;
    const batch = new Float32Array(rows * 25);
    for (let row = 0; row < rows; row++) batch[row * 25 + 12] = 1;
    const counts = new Array<number>(25).fill(0);
    jittered(batch, [5, 5, 1], 2, stream(1, "jitter")).forEach((value, i) => {
      counts[i % 25]! += value;
    });
    for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(98);
  });
});
