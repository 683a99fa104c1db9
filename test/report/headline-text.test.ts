import { expect, test } from "vitest";
import { renderHeadlineText } from "../../src/report/headline-text.ts";
import { textTable } from "../../src/report/text-table.ts";
import { withAccuracies } from "./change.ts";
import { rows, study } from "./fixture.ts";

test("renderHeadlineText(study, rows) has every teacher and arm under its experiment, within 100 columns", () => {
  const lines = renderHeadlineText(study, rows).split("\n");
  const starts = [
    "Moons",
    "model",
    "Network",
    "Hard tree",
    "Soft tree",
    "",
    "MNIST",
    "model",
    "Convolutional",
  ];
  expect(lines.slice(0, 9).map((line, i) => line.startsWith(starts[i]!))).toEqual(starts.map(() => true));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});

test("renderHeadlineText(study, rows) shows the chosen variant with its figures", () => {
  const hard = [0.86, 0.86, 0.86, 0.86, 0.86];
  const soft = [0.87, 0.88, 0.89, 0.9, 0.91];
  const changed = withAccuracies(withAccuracies(rows, "Hard, SGD", "test", hard), "Soft, SGD", "test", soft);
  // Differences 1 to 5 points: mean 3, sd 1.5811, margin 2.77645 * 1.5811 / sqrt(5) = 1.9632.
  expect(renderHeadlineText(study, changed)).toMatch(
    /^Soft, SGD \(T = 3, α = 1\) +89\.0 ± 1\.6 .* 5 {2}\+3\.0 \(1\.0 to 5\.0\) +93\.0$/m,
  );
});

test("renderHeadlineText(study, []) has a row for everything that is to come", () => {
  expect(renderHeadlineText(study, [])).toMatch(/^Hard tree +– +– {2}0 {24}86\.5$/m);
});

test("renderHeadlineText(study, rows) leaves out columns that are empty in each row", () => {
  const text = JSON.stringify(study).replaceAll(/,"reference":[\d.]+|,"baseline":"[^"]*"/g, "");
  const plain = renderHeadlineText(JSON.parse(text) as typeof study, rows).split("\n");
  expect(plain[1]).toMatch(/^model +test % +test errors +n$/);
  expect(renderHeadlineText(study, rows).split("\n")[1]).toMatch(/ n {2}to baseline, points +ref %$/);
});

test("renderHeadlineText(study, rows) has the controls below the other arms", () => {
  const experiments = study.experiments.map((experiment) => ({
    ...experiment,
    students: experiment.students.map((spec) => ({ ...spec, control: spec.name === "Hard, SGD" })),
  }));
  const names = renderHeadlineText({ ...study, experiments }, rows).match(/^(Hard|Soft), \w+/gm);
  expect(names).toEqual(["Soft, SGD", "Hard, converged", "Soft, converged", "Hard, SGD"]);
});

test("renderHeadlineText(study, rows) lets no terminal sequence of a title through", () => {
  const title = `\u001b[31mred\n${"x".repeat(150)}`;
  const experiments = study.experiments.map((experiment) => ({ ...experiment, title }));
  const first = renderHeadlineText({ ...study, experiments }, rows).split("\n")[0]!;
  expect(first).toHaveLength(100);
  expect(first.startsWith("[31mred xxx")).toBe(true);
});

test("textTable(columns, rows) breaks long cells between words and cuts longer words", () => {
  const columns = [
    { title: "name", width: 8 },
    { title: "n", align: "right" as const },
  ];
  expect(
    textTable(columns, [
      ["one two three", "10"],
      ["extraordinary", "5"],
    ]),
  ).toBe(["name       n", "one two   10", "  three", "extraor…   5"].join("\n"));
});
