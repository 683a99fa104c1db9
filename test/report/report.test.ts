import { beforeAll, expect, test } from "vitest";
import { type Report, renderReport } from "../../src/report/report.ts";
import type { Row, TeacherRow } from "../../src/results/row.ts";
import { withFailures, withSharedCells } from "./change.ts";
import { rows, study } from "./fixture.ts";

const command = "distilgrid run studies/fixture.yaml";
let report: Report;
beforeAll(async () => {
  report = await renderReport({ study, rows, command });
});

test("renderReport(input) is byte-identical twice in one process, and for rows in another order", async () => {
  expect(await renderReport({ study, rows, command })).toEqual(report);
  expect((await renderReport({ study, rows: rows.toReversed(), command })).markdown).toBe(report.markdown);
});

test("renderReport(input) is byte-identical beside another one at the same time", async () => {
  const both = await Promise.all([1, 2].map(() => renderReport({ study, rows, command })));
  expect(both).toEqual([report, report]);
});

test("renderReport(input) puts the answer before the first table and the first figure", () => {
  const answer = report.markdown.indexOf("## The answer");
  expect(answer).toBeGreaterThan(report.markdown.indexOf("Is a soft label worth more"));
  expect(answer).toBeLessThan(report.markdown.indexOf("| --- |"));
  expect(answer).toBeLessThan(report.markdown.indexOf("!["));
});

test("renderReport(input) goes from the answer over figures and comparisons to every model and how it was made", () => {
  const headings = [
    ...report.markdown.matchAll(/^(#{1,3} .*|!\[|<summary>(?:McNemar|Confusion|Keys))/gm),
  ].map(([line]) => line);
  const once = headings.filter((line, i) => line !== headings[i - 1]); // figures in a row
  expect(once).toEqual([
    "# Fixture \\| two &lt;experiments&gt;",
    "## The answer",
    "## Results",
    "## Moons",
    "![",
    "### Every model",
    "<summary>McNemar",
    "<summary>Confusion",
    "## MNIST",
    "![",
    "### Grids",
    "### Every model",
    "<summary>McNemar",
    "<summary>Confusion",
    "## How each number is defined",
    "## How it was made",
    "<summary>Keys",
  ]);
});

test("renderReport(input) escapes titles and leaves the description as it is", () => {
  expect(report.markdown.startsWith("# Fixture \\| two &lt;experiments&gt;\n")).toBe(true);
  expect(report.markdown).toContain("References come from *nowhere*.");
});

test("renderReport(input) gives every line of a table as many cells as its head", () => {
  const tables = tablesOf(report.markdown);
  expect(tables.length).toBeGreaterThan(8);
  for (const table of tables) expect(new Set(table.map(cellCount)).size).toBe(1);
});

test("renderReport(input) embeds every figure that it returns, and no other", () => {
  const embedded = [...report.markdown.matchAll(/!\[[^\n]+\]\(([^)]+)\)/g)].map(([, name]) => name);
  expect(embedded).toEqual(report.figures.map(({ name }) => name));
  expect(embedded.toSorted()).toEqual([
    "figures/mnist-confusion.svg",
    "figures/mnist-curves.svg",
    "figures/mnist-heat-map.svg",
    "figures/mnist-method.svg",
    "figures/mnist-pareto.svg",
    "figures/mnist-reliability.svg",
    "figures/mnist-temperature.svg",
    "figures/moons-boundaries.svg",
    "figures/moons-confusion.svg",
    "figures/moons-pareto.svg",
    "figures/moons-reliability.svg",
  ]);
});

test("renderReport(input) makes figures that stay below 150 kB", () => {
  for (const { svg } of report.figures) expect(Buffer.byteLength(svg)).toBeLessThan(150_000);
});

test("renderReport(input) shows the whole grid and the chosen point of it in bold", () => {
  const grid = tablesOf(report.markdown).find(([head]) => head?.startsWith("|  | α = 0.5 | α = 1 |"));
  expect(grid).toHaveLength(5);
  expect(grid?.filter((line) => line.includes("**"))).toHaveLength(1);
  expect(grid?.find((line) => line.includes("**"))).toMatch(
    /^\| T = 3 \| 87\.\d \(0\.\d\) \| \*\*88\.\d \(0\.\d\)\*\* \|$/,
  );
});

test("renderReport(input) names the command, the engine and the keys, and no place or time", () => {
  expect(report.markdown).toContain(`\`\`\`sh\n${command}\n\`\`\``);
  expect(report.markdown).toContain("- Engine: native (TensorFlow 2.21.0)");
  for (const row of rows.filter(({ role }) => role === "teacher")) expect(report.markdown).toContain(row.key);
});

test("renderReport(input) lists failed cells with their error, and counts only what is done", async () => {
  const failed = withFailures(rows, "Hard, converged", [2, 4], "out of memory | in lane 3");
  const { markdown } = await renderReport({ study, rows: failed, command });
  expect(markdown).toContain("> This report is not complete: 53 of 55 cells done. 2 failures below.");
  expect(markdown).toContain("| MNIST | Hard, converged | 2 | out of memory \\| in lane 3 |");
  expect(markdown).toMatch(/^\| {2}\| Hard, converged \|.*\| 3 \|/m);
  for (const table of tablesOf(markdown)) expect(new Set(table.map(cellCount)).size).toBe(1);
});

test("renderReport(input) counts once what serves all seeds, and is complete", async () => {
  const shared = withSharedCells(withSharedCells(rows, "Hard tree"), "Soft tree");
  const network = shared.find((row) => row.role === "teacher" && row.experiment === "moons") as TeacherRow;
  const all = shared.map((row) =>
    row.role === "teacher" && row.seed ? { ...network, seed: row.seed } : row,
  );
  const { markdown } = await renderReport({ study, rows: all, command });
  expect(markdown).not.toContain("not complete");
  expect(markdown).toMatch(/^\| Moons \| Network \|[^±]*\| 1 \|/m);
  expect(markdown).toMatch(/^\| {2}\| Soft tree \|[^±]*\| 1 \| \S+ \(no interval\) against Hard tree \|/m);
  expect(markdown).not.toMatch(/NaN|undefined|Infinity|null/);
});

test("renderReport(input) of an arm without any done row has a dash, n = 0 and no pairs", async () => {
  const failed = withFailures(rows, "Soft tree", study.seeds, "out of memory");
  const { markdown } = await renderReport({ study, rows: failed, command });
  expect(markdown).toMatch(/^\| {2}\| Soft tree \|.*\| – \| – \| 0 \| no pairs against Hard tree \|/m);
  expect(markdown).not.toMatch(/NaN|undefined|Infinity|null/);
});

test("renderReport(input) says how the choice was made, and what becomes of a tree's 0 and 1", () => {
  expect(report.markdown).toContain("No choice looks at the test split");
  expect(report.markdown).toContain("below 1e-7 they are cut off for NLL and KL");
});

test("renderReport(input) survives any part that is missing", async () => {
  const parts: ((row: Row) => boolean)[] = [
    () => false,
    ({ role }) => role === "dataset",
    ({ role }) => role !== "dataset",
    ({ role }) => role !== "teacher",
    ({ role }) => role !== "student",
    ({ role }) => role !== "soft-labels",
    ({ seed }) => seed === 3,
    (row) => row.role !== "student" || row.arm.startsWith("Soft"),
    (row) => row.role !== "student" || row.arm.startsWith("Hard"),
  ];
  for (const part of parts) {
    const { markdown, figures } = await renderReport({ study, rows: rows.filter(part), command });
    expect(markdown).not.toMatch(/NaN|undefined|Infinity|null/);
    for (const { svg } of figures) expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test("renderReport(input) of no rows says of each experiment that nothing is done", async () => {
  const { markdown, figures } = await renderReport({ study, rows: [], command });
  expect(markdown.match(/nothing of this experiment is done yet/gi)).toHaveLength(4); // answer and section of each
  expect(figures).toEqual([]);
});

function tablesOf(markdown: string): string[][] {
  return [...markdown.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => table.trimEnd().split("\n"));
}

/** Bars that are not escaped. */
function cellCount(line: string): number {
  return [...line.matchAll(/(?<!\\)\|/g)].length;
}
