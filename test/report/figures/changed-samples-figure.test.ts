import { expect, test } from "vitest";
import { changedSamplesFigure } from "../../../src/report/figures/changed-samples-figure.ts";
import type { ExperimentSamples } from "../../../src/results/samples.ts";
import { type GivenStudy, givenResults, hard, soft } from "../given-results.ts";

/** Place 0 changes to right with both seeds, 1 with one; 2 changes to wrong with one. */
const given: GivenStudy = {
  students: [hard, { ...soft, baseline: "hard", grid: { temperature: [2, 4] } }],
  seeds: [1, 2],
  cell: ({ arm, seed }) => ({ wrong: arm === "hard" ? [0, seed] : [2] }),
};

const image = (place: number, label: number) => ({
  place,
  label,
  pixelsBase64: Buffer.from([0, 9, 99, 255]).toString("base64"),
});
const samples: readonly ExperimentSamples[] = [
  { experiment: "other", shape: [2, 2, 1], images: [] },
  { experiment: "digits", shape: [2, 2, 1], images: [image(0, 7), image(1, 9), image(2, 4)] },
];

test("changedSamplesFigure(results, samples) tells how many samples change, and shows which", async () => {
  const figure = await changedSamplesFigure(givenResults(given), samples);
  expect(figure?.name).toBe("figures/digits-changed-samples.svg");
  // Seed 1: hard is wrong at 0 and 1, soft at 2. Seed 2: hard at 0 and 2, soft at 2.
  expect(figure?.alt).toBe(
    "Test samples on which soft (T = 2) and its baseline hard differ, n = 2 seeds, paired. " +
      "From wrong to right: 1.5 samples a seed; shown: in 2 of 2 seeds: class 7; in 1 of 2 seeds: class 9. " +
      "From right to wrong: 0.5 samples a seed; shown: in 1 of 2 seeds: class 4.",
  );
  for (const text of ["class 7", "in 2 of 2 seeds", "wrong: hard", "right: soft (T = 2)"])
    expect(figure?.svg).toContain(`>${text}<`);
});

test("changedSamplesFigure(results, samples) says of a kind without samples that there is none", async () => {
  const results = givenResults({ ...given, cell: ({ arm }) => ({ wrong: arm === "hard" ? [0] : [] }) });
  const figure = await changedSamplesFigure(results, samples);
  expect(figure?.alt).toContain("From right to wrong: 0.0 samples a seed.");
  expect(figure?.svg).toContain(">none<");
});

test("changedSamplesFigure(results, samples) is null without images, and where nothing changes", async () => {
  const results = givenResults(given);
  expect(await changedSamplesFigure(results, [])).toBeNull();
  expect(await changedSamplesFigure(results, [{ ...samples[1]!, images: [] }])).toBeNull();
  expect(
    await changedSamplesFigure(givenResults({ ...given, cell: () => ({ wrong: [1] }) }), samples),
  ).toBeNull();
});
