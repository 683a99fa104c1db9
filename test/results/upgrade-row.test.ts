import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRows } from "../../src/results/files.ts";
import type { StudentRow, TeacherRow } from "../../src/results/row.ts";

const averages = {
  samples: 4,
  errors: 1,
  accuracy: 0.75,
  nll: 1,
  brier: 0.5,
  ece: 0.1,
  teacherAgreement: null,
};
const metrics = {
  ...averages,
  teacherKl: null,
  confusion: [
    [2, 1],
    [0, 1],
  ],
}; // as format 1 had it for both splits
const head = { schemaVersion: 1, key: "k", experiment: "e", seed: 1, state: "done" };
const both = {
  metrics: { validation: metrics, test: metrics },
  engine: "exact trees",
  curve: [],
  keptEpoch: 0,
  cost: { parameters: 3, bytes: 40, multiplyAdds: 0 },
};
const dataset = {
  spec: { name: "moons" },
  hash: "d",
  inputShape: [2],
  numClasses: 2,
  splits: { train: 4, validation: 4, test: 4 },
};

test("readRows(folder) reads rows of format 1, with the defaults of what came later", async () => {
  const folder = await mkdtemp(join(tmpdir(), "distilgrid-rows-"));
  const student = { ...head, role: "student", arm: "tree", variant: {}, teacher: "network", ...both };
  const teacher = { ...head, role: "teacher", teacher: "network", ...both };
  const lines = [
    { ...student, spec: { name: "tree", kind: "tree", labels: "soft" } },
    { ...teacher, spec: { name: "network", kind: "mlp", hidden: [8], epochs: 3 } },
    { ...head, role: "dataset", ...dataset },
    {
      ...student,
      state: "failed",
      error: "it broke",
      spec: { name: "tree", kind: "tree", labels: "soft" },
      metrics: undefined,
    },
  ];
  await writeFile(join(folder, "results.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const [tree, network, moons, failed] = await readRows(folder);
  await rm(folder, { recursive: true });
  const { validation, test: tested } = (tree as StudentRow).metrics;
  expect(validation).toEqual({ ...averages, teacherKl: null });
  expect(tested).toEqual({ ...metrics, reliability: [], wrong: null });
  expect(tree).toMatchObject({
    schemaVersion: 2,
    leftOutBias: null,
    spec: { trainFraction: 1, leftOutClasses: [] },
  });
  expect((network as TeacherRow).spec).toMatchObject({ jitter: 0, dropout: { input: 0, hidden: 0 } });
  expect(moons).toEqual({ ...lines[2], schemaVersion: 2, bayesAccuracy: null, points: null });
  expect(failed).toMatchObject({ schemaVersion: 2, state: "failed", spec: { labelNoise: 0 } });
});
