import { describe, expect, it } from "vitest";
import { isPerSeed, isTestPerSeed, resolvedDatasetSpec, splitSeedOf } from "../../src/study/dataset-seeds.ts";
import { datasetSchema } from "../../src/study/schema.ts";

const moons = datasetSchema.parse({ name: "moons", noise: 0.1 });
const ownMoons = datasetSchema.parse({ name: "moons", noise: 0.1, seed: 0 });
const mnist = datasetSchema.parse({ name: "mnist", splitSeed: 3 });
const splitMnist = datasetSchema.parse({ name: "mnist", splitSeed: "study" });

describe("resolvedDatasetSpec(spec, seed)", () => {
  it("gives moons the study's seed unless they have one", () => {
    expect(resolvedDatasetSpec(moons, 7)).toEqual({ ...moons, seed: 7 });
    expect(resolvedDatasetSpec(ownMoons, 7)).toEqual(ownMoons);
  });

  it("gives images the study's seed for their split where they ask for it", () => {
    expect(resolvedDatasetSpec(splitMnist, 7)).toEqual({ ...mnist, splitSeed: 7 });
    expect(resolvedDatasetSpec(mnist, 7)).toEqual(mnist);
  });
});

describe("splitSeedOf(spec, seed)", () => {
  it("is the number that the spec has, or else the study's seed", () => {
    expect(splitSeedOf({ ...mnist, splitSeed: 0 } as never, 7)).toBe(0);
    expect(splitSeedOf({ ...mnist, splitSeed: "study" } as never, 7)).toBe(7);
  });
});

describe("isPerSeed(spec)", () => {
  it("tells data that each seed of a study has for itself", () => {
    expect([moons, ownMoons, mnist, splitMnist].map(isPerSeed)).toEqual([true, false, false, true]);
  });
});

describe("isTestPerSeed(spec)", () => {
  it("tells where each seed has test samples of its own: images only where it also leaves some out", () => {
    const limited = { ...splitMnist, testLimit: 100 } as const;
    expect([moons, ownMoons, mnist, splitMnist, limited].map(isTestPerSeed)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });
});
