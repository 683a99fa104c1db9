import { expect, test } from "vitest";
import { renderLeftOutTable } from "../../src/report/left-out-table.ts";
import { madeResults } from "./made-results.ts";

const network = { name: "soft", kind: "mlp", labels: "soft", epochs: 1 };

// Rows are true classes. Classes 1 and 2 have 10 + 20 samples, of which 6 + 19 are right: 5 errors, 83.3 %.
const confusion = [
  [9, 1, 0],
  [3, 6, 1],
  [0, 1, 19],
];

test("renderLeftOutTable(results) counts errors on the classes that were left out, by true class", () => {
  const results = madeResults({
    seeds: [1, 2],
    students: [{ ...network, leftOutClasses: [1, 2], leftOutBias: "validation" }],
    made: ({ seed }) => ({ test: 0.85, confusion, leftOutBias: seed }),
  });
  // Biases 1 and 2: mean 1.5, sd sqrt(0.5) = 0.707. Errors on test: 150 of the 1,000 of these rows, so 145 of the 970 others.
  expect(renderLeftOutTable(results)).toContain(
    "| soft | 1, 2 | 2 | 85.0 ± 0.0 | 150.0 ± 0.0 | 85.1 ± 0.0 | 83.3 ± 0.0 | 5.0 ± 0.0 | 30 | 1.50 ± 0.71 |",
  );
});

test("renderLeftOutTable(results) tells in how many seeds a bias was added", () => {
  const results = madeResults({
    seeds: [1, 2, 3, 4],
    students: [{ ...network, leftOutClasses: [1], leftOutBias: "validation" }],
    made: ({ seed }) => ({ confusion, leftOutBias: seed === 3 ? 6 : 0 }),
  });
  expect(renderLeftOutTable(results)).toMatch(/\| 1\.50 ± 3\.00, in 1 of 4 not 0 \|$/);
});

test("renderLeftOutTable(results) has a line for each set of classes, by its best variant on validation", () => {
  const results = madeResults({
    seeds: [1],
    students: [{ ...network, grid: { leftOutClasses: [[], [1], [2]], temperature: [1, 2] } }],
    made: ({ variant }) => ({ validation: variant.temperature === 2 ? 0.9 : 0.8, confusion }),
  });
  const lines = renderLeftOutTable(results).split("\n");
  expect(
    lines.filter((line) => line.startsWith("| soft")).map((line) => line.split(" | ").slice(0, 2)),
  ).toEqual([
    ["| soft (without 1, T = 2)", "1"],
    ["| soft (without 2, T = 2)", "2"],
  ]);
  expect(lines.at(-1)).toMatch(/\| – \|$/); // no bias was added
});

test("renderLeftOutTable(results) is empty where every class is seen", () => {
  const results = madeResults({ seeds: [1], students: [network], made: () => ({ confusion }) });
  expect(renderLeftOutTable(results)).toBe("");
});
