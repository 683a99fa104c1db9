import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { renderIndex } from "../../src/cli/render-index.ts";
import { indexAnswer } from "../../src/report/index-answer.ts";
import { experimentResults } from "../../src/report/results.ts";
import { writeResolvedStudy, writeRows } from "../../src/results/files.ts";
import type { Row } from "../../src/results/row.ts";
import { readIndex, type StudyEntry, writeIndex } from "../../src/results-index.ts";
import type { Study } from "../../src/study/schema.ts";
import { UserError } from "../../src/user-error.ts";
import { withAccuracies, withFailures } from "./change.ts";
import { rows, study } from "./fixture.ts";
import { around, madeResults } from "./made-results.ts";

/** The fixture with other names and fields of its arms. */
function answerOf(experiment: string, from: readonly Row[], of: Study = study): string {
  return indexAnswer(experimentResults(of, from).find((results) => results.experiment.name === experiment)!);
}

const hard = [0.86, 0.861, 0.862, 0.863, 0.864];

/** Accuracies of two arms on test, the second by its difference to the first. */
function withDifference(
  from: readonly Row[],
  soft: string,
  baseline: string,
  differences: readonly number[],
) {
  const accuracies = hard.map((accuracy, i) => accuracy + differences[i]!);
  return withAccuracies(withAccuracies(from, baseline, "test", hard), soft, "test", accuracies);
}

// Mean 0.024, interval 0.024 -+ 0.011448 and t = 5.8, as in answers.test.ts.
const gain = [0.011, 0.023, 0.024, 0.025, 0.037];
const loss = gain.map((difference) => -difference);
// Mean 0.001, interval 0.001 -+ 0.0019632.
const nothing = [-0.001, 0.003, 0.001, 0.002, 0];

test("indexAnswer(results) is the one comparison with its interval", () => {
  expect(answerOf("moons", withDifference(rows, "Soft tree", "Hard tree", gain))).toBe(
    "Soft tree against Hard tree: a gain, +2.4 (1.3 to 3.5, n = 5)",
  );
  expect(answerOf("moons", withDifference(rows, "Soft tree", "Hard tree", nothing))).toBe(
    "Soft tree against Hard tree: no difference found, +0.1 (−0.1 to 0.3, n = 5)",
  );
});

test("indexAnswer(results) tells the largest gain and the largest loss, with what was chosen", () => {
  const first = withDifference(rows, "Soft, SGD", "Hard, SGD", gain);
  const both = withDifference(first, "Soft, converged", "Hard, converged", loss);
  expect(answerOf("mnist", both)).toBe(
    "Soft, SGD (T = 3, α = 1) against Hard, SGD: a gain, +2.4 (1.3 to 3.5, n = 5); " +
      "Soft, converged against Hard, converged: a loss, −2.4 (−3.5 to −1.3, n = 5)",
  );
  const one = withDifference(first, "Soft, converged", "Hard, converged", nothing);
  expect(answerOf("mnist", one)).toBe(
    "Soft, SGD (T = 3, α = 1) against Hard, SGD: a gain, +2.4 (1.3 to 3.5, n = 5); no difference found in 1",
  );
  const smaller = withDifference(
    first,
    "Soft, converged",
    "Hard, converged",
    gain.map((difference) => difference + 0.001),
  );
  expect(answerOf("mnist", smaller)).toBe(
    "Soft, converged against Hard, converged: a gain, +2.5 (1.4 to 3.6, n = 5), the largest of 2",
  );
});

test("indexAnswer(results) is the accuracy of the best arm where fewer than 5 seeds are done", () => {
  const fewer = withFailures(
    withDifference(rows, "Soft tree", "Hard tree", gain),
    "Soft tree",
    [5],
    "out of memory",
  );
  // Most seeds done: the hard tree. Mean 86.2, sd sqrt(2.5e-6) = 0.158 points.
  expect(answerOf("moons", fewer)).toBe("Hard tree: 86.2 ± 0.2 % on test (n = 5), the best on validation");
  expect(answerOf("moons", [])).toBe("no arm is done yet (controls do not count)");
});

test("indexAnswer(results) leaves controls out, and warns of one that must not gain and does", () => {
  const text = JSON.stringify(study).replaceAll(
    '"name":"Soft tree","labels":"soft"',
    '"name":"Soft tree","control":true,"labels":"permuted"',
  );
  const withControl = JSON.parse(text.replaceAll('"control":false,', "")) as Study;
  const line = answerOf("moons", withDifference(rows, "Soft tree", "Hard tree", gain), withControl);
  expect(line).toBe(
    "Hard tree: 86.2 ± 0.2 % on test (n = 5), the best on validation; but a control that must not gain does",
  );
  const quiet = answerOf("moons", withDifference(rows, "Soft tree", "Hard tree", nothing), withControl);
  expect(quiet).toMatch(/; the control that must not gain does not$/);
});

test("indexAnswer(results) cuts no name, but leaves out what was chosen where names are long", () => {
  const long = (name: string) => `${name} ${"x".repeat(60)}`;
  const names = ["Soft, SGD", "Hard, SGD", "Soft, converged", "Hard, converged"];
  const renamed = (text: string) =>
    names.reduce((json, name) => json.replaceAll(`"${name}"`, `"${long(name)}"`), text);
  const first = withDifference(rows, "Soft, SGD", "Hard, SGD", gain);
  const both = withDifference(first, "Soft, converged", "Hard, converged", loss);
  const line = answerOf(
    "mnist",
    JSON.parse(renamed(JSON.stringify(both))) as Row[],
    JSON.parse(renamed(JSON.stringify(study))) as Study,
  );
  expect(line).toBe(
    `${long("Soft, SGD")} against ${long("Hard, SGD")}: a gain, +2.4 (1.3 to 3.5, n = 5); ` +
      `${long("Soft, converged")} against ${long("Hard, converged")}: a loss, −2.4 (−3.5 to −1.3, n = 5)`,
  );
});

test("indexAnswer(results) counts what the points of a grid say, with the largest", () => {
  const line = (softAt: (depth: number) => number) =>
    indexAnswer(
      madeResults({
        seeds: [1, 2, 3, 4, 5],
        students: [
          { kind: "tree", name: "hard", labels: "hard", grid: { maxDepth: [1, 3, 5, 7] } },
          { kind: "tree", name: "soft", labels: "soft", baseline: "hard", grid: { maxDepth: [1, 3, 5, 7] } },
        ],
        made: ({ student, variant, seed }) => ({
          validation: variant.maxDepth === 7 ? 0.95 : 0.9,
          test: student.labels === "hard" ? 0.8 : around(softAt(Number(variant.maxDepth)), seed),
        }),
      }),
    );
  // Depth 7 is chosen for both.
  expect(line((depth) => [0.85, 0.87, 0.79, 0.8][(depth - 1) / 2]!)).toBe(
    "at 4 points of max depth 2 gains, all of soft against hard, the largest +7.0 (max depth 3), 1 loss, −1.0 (soft against hard, max depth 5); " +
      "by what validation prefers soft (max depth 7) against hard (max depth 7): no difference found, 0.0 (−0.1 to 0.1, n = 5)",
  );
  expect(line(() => 0.8)).toMatch(/^at 4 points of max depth no gain, no loss; /);
});

const environment = { workers: 2, rows: 67, cachedRows: 0, wallMs: 197_838, cpu: "AMD EPYC", cores: 2 };

const entry: StudyEntry = {
  state: "study",
  folder: "fixture",
  title: "Fixture | two",
  answers: [
    { experiment: "moons", line: "a gain" },
    { experiment: "mnist", line: "a loss" },
  ],
  hasReport: true,
  cells: 55,
  doneCells: 54,
  failedCells: 1,
  environment,
};

function lineOf(of: Partial<StudyEntry>): string {
  return renderIndex([{ ...entry, ...of }]).split("\n")[6] ?? "";
}

test("renderIndex(entries) is a line for each study", () => {
  expect(lineOf({})).toBe(
    "| [fixture](fixture/report.md) | Fixture \\| two | moons: a gain<br>mnist: a loss | 54 of 55, 1 failed | " +
      "3 min 18 s | 2 workers, AMD EPYC, 2 cores |",
  );
  expect(lineOf({ answers: [entry.answers[0]!], hasReport: false, failedCells: 0 })).toMatch(
    /^\| fixture \| .* \| a gain \| 54 of 55 \|/,
  );
});

test("renderIndex(entries) says how much of the study the timed run made, and – where nothing is known", () => {
  expect(lineOf({ environment: { ...environment, rows: 1005, cachedRows: 915 } })).toContain(
    "| 3 min 18 s (of 1,005 rows 90 made in that run) |",
  );
  expect(lineOf({ environment: null })).toMatch(/\| – \| – \|$/);
});

describe("readIndex(folder)", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-index-"));
    for (const name of ["fixture", "fixture-smoke", "partial", "old", "bench", "figures"]) {
      await mkdir(join(folder, name));
    }
    for (const name of ["fixture", "fixture-smoke", "old"]) {
      await writeResolvedStudy(join(folder, name), study);
      await writeRows(join(folder, name), rows);
    }
    await writeFile(join(folder, "fixture", "report.md"), "");
    await writeFile(
      join(folder, "fixture", "environment.json"),
      JSON.stringify({ ...environment, node: "20" }),
    );
    await writeFile(join(folder, "old", "results.jsonl"), '{"schemaVersion":99}\n');
    await writeResolvedStudy(join(folder, "partial"), study);
    for (const page of ["report.md", "peers.md", "report.json"]) {
      await writeFile(join(folder, "bench", page), "");
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("readIndex(folder) has every folder by name but smoke runs, and what each holds", async () => {
    const entries = await readIndex(folder);
    expect(entries.map((one) => [one.folder, one.state])).toEqual([
      ["bench", "pages"],
      ["figures", "pages"],
      ["fixture", "study"],
      ["old", "unreadable"],
      ["partial", "unreadable"],
    ]);
    expect(entries[2]).toMatchObject({
      ...entry,
      title: study.title,
      doneCells: 55,
      failedCells: 0,
      answers: [{}, {}],
    });
  });

  it("renderIndex(await readIndex(folder)) gives reasons without the place of the folder, and links pages", async () => {
    const text = renderIndex(await readIndex(folder));
    expect(text).not.toContain(folder);
    expect(text).toMatch(
      /^- old: Expected \\`schemaVersion\\` to be 1 or 2 in old\/results\.jsonl, line 1, got \\`99\\`\./m,
    );
    expect(text).toMatch(/^- partial: Cannot read partial\/results\.jsonl: there is no such file\. /m);
    expect(text).toContain("- bench: [peers.md](bench/peers.md), [report.md](bench/report.md)\n");
    expect(text).toContain("- figures: no results of a study\n");
  });

  it("readIndex(folder) refuses a folder that is a study's own, and one that is missing", async () => {
    await expect(readIndex(join(folder, "fixture"))).rejects.toThrow(/holds the results of one study/);
    const missing = readIndex(join(folder, "nowhere"));
    await expect(missing).rejects.toThrow(UserError);
    await expect(missing).rejects.toThrow(/nowhere: ENOENT/);
  });

  it("writeIndex(folder, text) replaces an index, and no page that somebody wrote", async () => {
    const text = renderIndex([]);
    expect(await writeIndex(folder, text)).toBe(join(folder, "README.md"));
    await writeIndex(folder, `${text}more\n`);
    expect(await readFile(join(folder, "README.md"), "utf8")).toBe(`${text}more\n`);
    await writeFile(join(folder, "README.md"), "# My project\n");
    await expect(writeIndex(folder, text)).rejects.toThrow(UserError);
    expect(await readFile(join(folder, "README.md"), "utf8")).toBe("# My project\n");
  });
});
