import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../../src/random/stream.ts";

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("stream(seed, ...names)", () => {
  it("is xoroshiro128+ on the SHA-256 of the JSON of seed and names", () => {
    // Python: state = struct.unpack("<4I", sha256(b'[7,"init",3]').digest()[:16]); the generator written with 64-bit
    // integers (Blackman & Vigna 2018, rotations 24, 16, 37), its output cut to the lower 32 bits.
    const expected = [3152551952, 2184018809, 2757426554, 2282199798].map((word) => word / 2 ** 32);
    expect(draw(4, stream(7, "init", 3).uniform)).toEqual(expected);
  });

  it("depends on each seed and name, their order and their types", () => {
    const streams = [
      stream(1, "a", "b"),
      stream(1, "b", "a"),
      stream(1, "ab"),
      stream(2, "a", "b"),
      stream(1),
      stream(1, 1),
      stream(1, "1"),
    ];
    expect(new Set(streams.map((random) => random.uniform())).size).toBe(streams.length);
  });

  it("does not depend on what another stream has drawn", () => {
    const [first, other] = [stream(3, "x"), stream(3, "y")];
    draw(100, other.normal);
    expect(draw(5, first.uniform)).toEqual(draw(5, stream(3, "x").uniform));
  });
});

describe("uniform()", () => {
  it("fills ten equal bins of [0, 1) evenly", () => {
    const counts = new Array<number>(10).fill(0);
    for (const value of draw(100_000, stream(1, "bins").uniform)) counts[Math.floor(value * 10)]!++;
    // chi-squared with 9 degrees of freedom: scipy.stats.chi2.ppf(0.999, 9) = 27.88
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(counts).toHaveLength(10);
    expect(chiSquared).toBeLessThan(27.88);
  });
});

describe("normal()", () => {
  it("has the moments and tails of the normal distribution", () => {
    const values = draw(200_000, stream(2, "normal").normal);
    const moment = (power: number) => mean(values.map((value) => value ** power));
    // Bounds of 4 standard errors: sqrt(1, 2, 15, 96 / 200,000).
    expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(1 / 200_000));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / 200_000));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / 200_000));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / 200_000));
    // 2 * scipy.stats.norm.sf(1.96) = 0.0499958
    const outside = mean(values.map((value) => (Math.abs(value) > 1.96 ? 1 : 0)));
    expect(Math.abs(outside - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 200_000));
  });

  it("gives values that follow each other without correlation", () => {
    const values = draw(100_000, stream(3, "pairs").normal);
    const products = values.slice(1).map((value, index) => value * values[index]!);
    expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(products.length));
  });
});

describe("int(below)", () => {
  it("gives each of 0 .. below - 1 equally often", () => {
    const counts = [0, 0, 0, 0, 0];
    const random = stream(4, "int");
    for (let i = 0; i < 50_000; i++) counts[random.int(5)]!++;
    // scipy.stats.chi2.ppf(0.999, 4) = 18.47
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(counts).toHaveLength(5);
    expect(chiSquared).toBeLessThan(18.47);
  });

  it("stays below any bound", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.nat(), (below, seed) => {
        const value = stream(seed, "int").int(below);
        expect(Number.isInteger(value) && value >= 0 && value < below).toBe(true);
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 31 + 1])("refuses %s", (below) => {
    expect(() => stream(1).int(below)).toThrow(RangeError);
  });
});

describe("permutation(n)", () => {
  it("holds each of 0 .. n - 1 once", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), (n, seed) => {
        const sorted = Array.from(stream(seed, "order").permutation(n)).sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: n }, (_, index) => index));
      }),
    );
  });

  it("gives each of the 24 orders of 4 equally often", () => {
    const counts = new Map<string, number>();
    const random = stream(5, "orders");
    for (let i = 0; i < 24_000; i++) {
      const order = random.permutation(4).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    // scipy.stats.chi2.ppf(0.999, 23) = 49.73
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(counts.size).toBe(24);
    expect(chiSquared).toBeLessThan(49.73);
  });
});
