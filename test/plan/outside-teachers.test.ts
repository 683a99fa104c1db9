import { describe, expect, it } from "vitest";
import type { Job } from "../../src/jobs/job.ts";
import { outsideIdentity } from "../../src/plan/keys.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { keyOf } from "../../src/study/key.ts";
import { type OutsideTeacherSpec, teacherSchema } from "../../src/study/schema.ts";
import { parsedWith } from "../teachers/outside-study.ts";
import { anyMachine } from "./any-machine.ts";
import { planOf } from "./plan-of.ts";

const saved = { name: "model", kind: "savedmodel", path: "a" };
const numbers = { name: "numbers", kind: "logits", path: "b.npy" };

function plan(teachers: readonly { name: string; [field: string]: unknown }[]): Plan {
  const study = parsedWith(teachers);
  const source = { spec: study.experiments[0]!.dataset, seed: 1, hash: "data", baseFolder: "." };
  const sizes = {
    transferSize: 10_000,
    trainRows: 8000,
    evaluatedRows: 3000,
    inputShape: [2],
    numClasses: 3,
  };
  return planOf({
    ...anyMachine,
    study,
    datasetOf: () => ({ source: { ...source, fileRowsHash: "rows" }, ...sizes }),
    filesOf: ({ path }) => ({ hash: `bytes of ${path}`, bytes: 1000 }),
  });
}

const jobNamed = ({ jobs }: Plan, id: string): Job => jobs.find((job) => job.id === id)!;

describe("planner(input)(isDone) with teachers from outside", () => {
  it("a model is read once for all seeds, and labels in shards that wait for it", () => {
    const planned = plan([saved]);
    const read = jobNamed(planned, "points/read-teacher/model");
    expect(read).toMatchObject({ needs: [], files: { hash: "bytes of a" } });
    expect(read.makes).toHaveLength(1);
    const shards = planned.jobs.filter(({ kind }) => kind === "label-shard");
    expect(shards.map(({ needs }) => needs)).toEqual([read.makes, read.makes]); // 7,500 and 2,500 rows
    expect(shards[0]).toMatchObject({ teacher: { from: "files", spec: { kind: "savedmodel" } } });
    expect(planned.jobs.some(({ kind }) => kind === "train-teacher")).toBe(false);
  });

  it("logits make their soft labels with their teacher, and ensembles take both kinds", () => {
    const planned = plan([saved, numbers, { name: "both", kind: "ensemble", members: ["model", "numbers"] }]);
    const read = jobNamed(planned, "points/read-teacher/numbers");
    expect(read.makes).toHaveLength(2);
    const joined = jobNamed(planned, "points/join-labels/model");
    expect(jobNamed(planned, "points/join-labels/numbers")).toBeUndefined();
    expect(jobNamed(planned, "points/average-teachers/both").needs).toEqual([
      joined.makes[0],
      jobNamed(planned, "points/read-teacher/model").makes[0],
      read.makes[1],
      read.makes[0],
    ]);
  });
});

describe("outsideIdentity(source)", () => {
  const keyWith = (change: object, fields: object) => {
    const spec = teacherSchema.parse({ ...saved, ...fields }) as OutsideTeacherSpec;
    const source = { spec, filesHash: "f", dataHash: "d", fileRowsHash: "r", engineId: "e", ...change };
    return keyOf(outsideIdentity(source));
  };
  const model = (change: object, fields: object = {}) => keyWith(change, fields);
  const { path: _path, ...logits } = numbers;
  const ofLogits = (change: object, fields: object = {}) =>
    keyWith(change, { ...logits, path: "b.npy", ...fields });

  it("outsideIdentity(source) depends on bytes, data and what is asked of them, and on no name or path", () => {
    const other = [{ filesHash: "g" }, { dataHash: "c" }];
    for (const change of other) expect(model(change)).not.toBe(model({}));
    for (const change of other) expect(ofLogits(change)).not.toBe(ofLogits({}));
    expect(model({}, { name: "x", path: "elsewhere", reference: 0.9 })).toBe(model({}));
    expect(ofLogits({}, { path: "elsewhere.npy" })).toBe(ofLogits({}));
    expect(model({}, { output: "probabilities" })).not.toBe(model({}));
    expect(model({}, { signature: "other" })).not.toBe(model({}));
  });

  it("outsideIdentity(source) of a model depends on the engine, of logits on the rows of the data's files", () => {
    expect(model({ engineId: "other" })).not.toBe(model({}));
    expect(model({ fileRowsHash: "other" })).toBe(model({}));
    expect(ofLogits({ engineId: "other" })).toBe(ofLogits({}));
    expect(ofLogits({ fileRowsHash: "other" })).not.toBe(ofLogits({}));
  });
});
