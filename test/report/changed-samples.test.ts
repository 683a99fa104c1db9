import { expect, test } from "vitest";
import { changedSamples, shownPlaces } from "../../src/report/changed-samples.ts";
import { type Given, type GivenStudy, givenResults, hard, soft } from "./given-results.ts";

const softHere = { ...soft, baseline: "hard" };

/** Wrong places by arm, then by seed; the accuracy is that of 100 samples. */
const wrongOf =
  (wrong: Readonly<Record<string, readonly (readonly number[])[]>>): GivenStudy["cell"] =>
  ({ arm, seed }): Given => {
    const places = wrong[arm]![seed - 1]!;
    return { wrong: places, accuracy: 1 - places.length / 100 };
  };

const three = {
  students: [hard, softHere],
  seeds: [1, 2, 3],
  cell: wrongOf({
    hard: [
      [1, 2, 7],
      [2, 7, 8],
      [2, 9],
    ],
    soft: [[7], [5, 7], [5]],
  }),
};

test("changedSamples(results) counts in how many seeds a sample changes, most first, then by place", () => {
  const changed = changedSamples(givenResults(three));
  expect(changed?.pairs).toBe(3);
  // Wrong by hard and right by soft: 1 and 2; 2 and 8; 2 and 9.
  expect(changed?.mended).toEqual({
    mean: 2,
    shown: [
      { place: 2, seeds: 3 },
      { place: 1, seeds: 1 },
      { place: 8, seeds: 1 },
      { place: 9, seeds: 1 },
    ],
  });
  // The other way round: none; 5; 5.
  expect(changed?.broken).toEqual({ mean: 2 / 3, shown: [{ place: 5, seeds: 2 }] });
});

test("changedSamples(results) shows 12 of each kind at most; the mean counts all", () => {
  const many = Array.from({ length: 30 }, (_, place) => place);
  const changed = changedSamples(
    givenResults({ ...three, seeds: [1], cell: wrongOf({ hard: [many], soft: [[]] }) }),
  );
  expect(changed?.mended.shown.map(({ place }) => place)).toEqual(many.slice(0, 12));
  expect(changed?.mended.mean).toBe(30);
});

test("changedSamples(results) takes the arm that differs most from its baseline, up or down, controls aside", () => {
  const students = [
    hard,
    softHere,
    { ...softHere, name: "worse" },
    { ...softHere, name: "permuted", labels: "permuted", control: true },
  ];
  const places = (count: number) => [Array.from({ length: count }, (_, place) => place)];
  const cell = wrongOf({ hard: places(10), soft: places(8), worse: places(20), permuted: places(90) });
  expect(changedSamples(givenResults({ students, cell }))?.arm.spec.name).toBe("worse");
});

test("changedSamples(results) compares seed with seed, whatever else is done", () => {
  const cell: GivenStudy["cell"] = (cell) =>
    cell.arm === "hard" && cell.seed === 2 ? null : three.cell(cell);
  const changed = changedSamples(givenResults({ ...three, cell }));
  expect(changed?.pairs).toBe(2);
  expect(changed?.mended.shown[0]).toEqual({ place: 2, seeds: 2 });
});

test("changedSamples(results) is null without images, without a baseline, and where seeds have test samples of their own", () => {
  const of = (changes: Partial<GivenStudy>) => changedSamples(givenResults({ ...three, ...changes }));
  expect(of({})).not.toBeNull();
  expect(of({ inputShape: [4] })).toBeNull();
  expect(of({ inputShape: [64, 65] })).toBeNull();
  expect(of({ students: [hard, soft] })).toBeNull();
  expect(of({ cell: () => null })).toBeNull();
  expect(of({ dataset: { name: "mnist", splitSeed: "study" } })).not.toBeNull();
  expect(of({ dataset: { name: "mnist", splitSeed: "study", testLimit: 50 } })).toBeNull();
});

test("shownPlaces(results) holds each place of both kinds once, ascending", () => {
  // 4 is mended with seed 1 and broken with seed 2.
  const cell = wrongOf({ hard: [[4], [9]], soft: [[], [1, 4]] });
  expect(shownPlaces(givenResults({ ...three, seeds: [1, 2], cell }))).toEqual([1, 4, 9]);
  expect(shownPlaces(givenResults({ ...three, inputShape: [4] }))).toEqual([]);
});
