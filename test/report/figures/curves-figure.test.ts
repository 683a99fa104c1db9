import { expect, test } from "vitest";
import { bandOf } from "../../../src/report/figures/band.ts";
import { curvesFigure } from "../../../src/report/figures/curves-figure.ts";
import { experimentResults } from "../../../src/report/results.ts";
import { rows, study } from "../fixture.ts";
import { madeResults } from "../made-results.ts";

const [moons, mnist] = experimentResults(study, rows);

test("bandOf(shares) is the mean with one sd to each side, in per cent and within it", () => {
  // mean 0.9, sd 0.1
  const { mean, low, high } = bandOf([0.8, 0.9, 1]);
  expect(mean).toBeCloseTo(90, 10);
  expect(low).toBeCloseTo(80, 10);
  expect(high).toBeCloseTo(100, 10);
  expect(bandOf([1, 1, 0.7]).high).toBe(100); // 90 + 17.3
});

test("bandOf(shares) of one value has no width", () => {
  expect(bandOf([0.5])).toEqual({ mean: 50, low: 50, high: 50 });
});

test("curvesFigure(results) has one panel a budget and says where lines end", async () => {
  const figure = await curvesFigure(mnist!);
  for (const text of [
    "SGD 0.03, batch 128",
    "2 epochs",
    "Adam 0.001, batch 128",
    "at most 60 epochs, patience 5",
  ]) {
    expect(figure?.svg).toContain(`>${text}<`);
  }
  for (const text of ["Soft, SGD", "(T = 3, α = 1)"]) expect(figure?.svg).toContain(`>${text}<`);
  expect(figure?.caption).toContain(
    "A line ends with the last epoch that every one of its seeds was trained for",
  );
});

test("curvesFigure(results) tells where each line begins and ends, and draws smoothed labels beside others", async () => {
  const students = [
    { name: "hard", kind: "mlp", labels: "hard", epochs: 3 },
    { name: "smooth", kind: "mlp", labels: "hard", epochs: 3, labelSmoothing: 0.1 },
  ];
  const results = madeResults({ seeds: [1], students, made: () => ({ curve: [0.5, 0.75, 0.875] }) });
  const line = "50.0 % after the first, 87.5 % after 3 epochs";
  expect((await curvesFigure(results))?.alt).toBe(
    `Validation accuracy by epoch. Adam 0.001, batch 128, 3 epochs: hard: ${line}; smooth: ${line}.`,
  );
});

test("curvesFigure(results) draws arms that differ in a corrected bias alone once", async () => {
  const network = { kind: "mlp", epochs: 2, leftOutClasses: [1] };
  const corrected = { ...network, leftOutBias: "validation" };
  const results = madeResults({
    seeds: [1],
    students: [
      { ...network, name: "soft", labels: "soft" },
      { ...corrected, name: "soft, corrected", labels: "soft" },
      { ...corrected, name: "hard, corrected", labels: "hard" },
    ],
    made: () => ({ curve: [0.5, 0.6] }),
  });
  const figure = await curvesFigure(results);
  expect(figure?.alt).toMatch(/: soft: 50\.0 % after the first, .*; hard, corrected: /);
  expect(figure?.alt).not.toContain("soft, corrected");
  expect(figure?.caption).toContain("no curve has them, and arms that differ in that alone share one.");
});

test("curvesFigure(results) is null where students have no epochs", async () => {
  expect(await curvesFigure(moons!)).toBeNull();
});
