import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { read } from "vega";
import { expect, test } from "vitest";
import { renderCsv, writeCsv } from "../../src/results/csv.ts";
import type { FailedCellRow, Row, StudentRow, TeacherRow } from "../../src/results/row.ts";
import type { TeacherSpec } from "../../src/study/schema.ts";
import { withFailures } from "../report/change.ts";
import { rows } from "../report/fixture.ts";

const students = rows.filter((row): row is StudentRow => row.role === "student" && row.state === "done");
const teachers = rows.filter((row): row is TeacherRow => row.role === "teacher" && row.state === "done");
const tree = students.find(({ arm }) => arm === "Soft tree")!;
const network = students.find(({ arm }) => arm === "Soft, SGD")!;
const failed = withFailures([network], network.arm, [network.seed], "no memory")[0] as FailedCellRow;

/** By d3-dsv: every field as text. */
function parsed(csv: string): Readonly<Record<string, string>>[] {
  return read(csv, { type: "csv" }) as Record<string, string>[];
}

function parsedRow(row: Row): Readonly<Record<string, string>> {
  return parsed(renderCsv([row]))[0]!;
}

test("renderCsv(rows) has a line for each student and teacher in the order of the rows", () => {
  const models = rows.filter(({ role }) => role === "student" || role === "teacher");
  expect(parsed(renderCsv(rows)).map(({ key }) => key)).toEqual(models.map(({ key }) => key));
  expect(models).toHaveLength(61); // 55 cells, five networks on moons and one on MNIST
});

test("renderCsv(rows) names every column and every axis that a row has", () => {
  expect(renderCsv([tree]).split("\n")[0]).toBe(
    "experiment,role,arm,seed,state,key,kind,labels,control,teacher," +
      "trainFraction,labelNoise,leftOutClasses,temperature,targets,maxDepth,maxLeaves,minSamplesLeaf,costComplexity," +
      "validation_samples,validation_errors,validation_accuracy,validation_nll,validation_brier,validation_ece," +
      "validation_teacherAgreement,validation_teacherKl," +
      "test_samples,test_errors,test_accuracy,test_nll,test_brier,test_ece,test_teacherAgreement,test_teacherKl," +
      "cost_parameters,cost_bytes,cost_multiplyAdds,keptEpoch,leftOutBias,tree_leaves,tree_depth,error",
  );
});

test("renderCsv(rows) takes settings from the spec, whether a grid gave them or not", () => {
  expect(network.variant).toEqual({ temperature: 1, alpha: 0.5 });
  expect(parsedRow(network)).toMatchObject({
    ...{ experiment: "mnist", role: "student", arm: "Soft, SGD", seed: "1", state: "done", kind: "mlp" },
    ...{ labels: "soft", control: "false", teacher: "Convolutional", temperature: "1", alpha: "0.5" },
    ...{ hidden: "[10,10]", optimizer: "sgd", learningRate: "0.03", epochs: "2", keptEpoch: "2", error: "" },
    ...{ test_accuracy: String(network.metrics.test.accuracy), test_samples: "10000" },
    ...{ validation_nll: String(network.metrics.validation.nll), cost_multiplyAdds: "8140" },
    ...{ leftOutBias: "", tree_leaves: "", tree_depth: "" },
  });
});

test("renderCsv(rows) gives leaves and depth of a tree, and nothing for what it has not", () => {
  expect(parsedRow(tree)).toMatchObject({ maxDepth: "unlimited", tree_leaves: "987", tree_depth: "21" });
  expect(parsedRow(tree)).toMatchObject({ keptEpoch: "", cost_parameters: "1973" }); // 2 x 987 - 1 nodes
});

test("renderCsv(rows) has the settings and the error of a cell that failed, and no results", () => {
  expect(parsedRow(failed)).toMatchObject({
    ...{ state: "failed", arm: "Soft, SGD", alpha: "0.5", teacher: "Convolutional", error: "no memory" },
    ...{ test_accuracy: "", validation_nll: "", cost_bytes: "", keptEpoch: "" },
  });
});

test("renderCsv(rows) has a teacher as an arm, with its own teachers and its soft term if it has any", () => {
  const [row] = teachers;
  expect(parsedRow(row!)).toMatchObject({ role: "teacher", arm: "Network", teacher: "", epochs: "60" });
  expect(renderCsv([row!])).not.toMatch(/temperature|alpha/);
  const assistant = { ...row!.spec, teacher: "Large", temperature: 4, alpha: 0.7 } as TeacherSpec;
  expect(parsedRow({ ...row!, spec: assistant })).toMatchObject({
    ...{ arm: "Network", teacher: "Large", temperature: "4", alpha: "0.7" },
  });
  const ensemble: TeacherSpec = { name: "Both", kind: "ensemble", members: ["First", "Second"] };
  expect(parsedRow({ ...row!, spec: ensemble })).toMatchObject({
    kind: "ensemble",
    teacher: "First; Second",
  });
});

test("renderCsv(rows) has a teacher that failed, of which nothing is known but its name", () => {
  const { schemaVersion, key, experiment, seed, teacher } = teachers[0]!;
  const row: Row = {
    ...{ schemaVersion, key, experiment, seed, teacher },
    ...{ role: "teacher", state: "failed", error: "killed" },
  };
  expect(parsedRow(row)).toMatchObject({ arm: "Network", state: "failed", kind: "", error: "killed" });
});

test("renderCsv(rows) writes a number that is none, as JSON has it, as an empty field", () => {
  const { metrics } = network;
  const diverged = { ...network, metrics: { ...metrics, test: { ...metrics.test, nll: Number.NaN } } };
  expect(parsedRow(diverged)).toMatchObject({ test_nll: "" });
  expect(renderCsv([JSON.parse(JSON.stringify(diverged)) as Row])).toBe(renderCsv([diverged]));
});

test("renderCsv(rows) puts an apostrophe before what a spreadsheet would take for a formula", () => {
  for (const error of ["=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    expect(parsedRow({ ...failed, error }).error).toBe(`'${error}`);
  expect(parsedRow({ ...failed, error: "1-2=-1" }).error).toBe("1-2=-1");
});

test("renderCsv(rows) read again gives every text and every number back", () => {
  const text = fc.string({ unit: fc.constantFrom(..."ab 1é'\",;\n\r=-") });
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(fc.record({ arm: text, error: text, alpha: finite }), { minLength: 1 }), (cells) => {
      const made = cells.map(({ arm, error, alpha }): Row => {
        const spec = { ...failed.spec, alpha } as FailedCellRow["spec"];
        return { ...failed, arm, error, spec };
      });
      const read = parsed(renderCsv(made));
      expect(read.map(({ arm, error }) => ({ arm, error }))).toEqual(
        cells.map(({ arm, error }) => ({ arm: guarded(arm), error: guarded(error) })),
      );
      // JSON has no -0
      expect(read.map((row) => Number(row.alpha))).toEqual(cells.map(({ alpha }) => alpha + 0));
    }),
  );
});

function guarded(text: string): string {
  return "=+-@\t\r".includes(text.charAt(0)) && text !== "" ? `'${text}` : text;
}

test("writeCsv(folder, rows) writes results.csv, the same bytes each time, with LF at the end of each line", async () => {
  const folder = await mkdtemp(join(tmpdir(), "distilgrid-csv-"));
  try {
    await writeCsv(folder, rows);
    const first = await readFile(join(folder, "results.csv"), "utf8");
    await writeCsv(folder, rows);
    expect(await readFile(join(folder, "results.csv"), "utf8")).toBe(first);
    expect(first.split("\n")).toHaveLength(63); // the head, 61 rows, and nothing after the last
    expect(first).not.toContain("\r");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("renderCsv([]) is the head alone", () => {
  expect(renderCsv([]).split("\n")).toHaveLength(2);
});
