import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlannedRow } from "../../src/plan/planned.ts";
import { planFrom } from "../../src/planning.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { StudyInput } from "../../src/study/schema.ts";
import { type MadeStudy, madeStudy, planningOf, written } from "./made-study.ts";

describe("planFrom(store, planning)", () => {
  let made: MadeStudy;
  beforeAll(async () => {
    made = await madeStudy();
  });
  afterAll(() => rm(made.folder, { recursive: true }));

  const rowsOf = async () => (await planFrom(made.store, made.planning)).plan.rows;
  const keyOf = async (wanted: (row: PlannedRow) => boolean) => (await rowsOf()).find(wanted)!.key;
  const isTeacher = ({ role, seed }: PlannedRow) => role === "teacher" && seed === 1;
  const isCell = (arm: string) => (row: PlannedRow) =>
    row.role === "student" && row.cell.arm === arm && row.seed === 1;

  /** A store that has lost the artefact of one key, as after `rm` of its folder. */
  function without(lost: string): Store {
    const store = openStore(made.folder);
    return { ...store, verified: async (key) => (key === lost ? null : store.verified(key)) };
  }

  it("has nothing to do for a study that is done", async () => {
    const { plan, done, outdated } = await planFrom(made.store, made.planning);
    expect(plan.jobs).toEqual([]);
    expect(plan.rows.every(({ key }) => done.has(key))).toBe(true);
    expect(outdated).toEqual([]);
  });

  it("plans the new cells alone where a study is extended by an arm and a value of a grid", async () => {
    const input: StudyInput = structuredClone(written);
    const { students } = input.experiments[0]!;
    Object.assign(students[2]!, { grid: { temperature: [1, 2, 4] } });
    students.push({ name: "stump", kind: "tree", labels: "hard", maxDepth: 1 });
    const extended = await planningOf(parseStudyObject(input));
    const { plan, done } = await planFrom(made.store, extended);
    const added = plan.rows.filter(({ key }) => !done.has(key));
    expect(added.map((row) => row.role === "student" && [row.cell.arm, row.seed])).toEqual([
      ["small", 1],
      ["small", 2],
      ["stump", 1],
      ["stump", 2],
    ]);
    expect(plan.jobs.flatMap(({ makes }) => makes).sort()).toEqual(added.map(({ key }) => key).sort());
  });

  it("plans one new seed with its data, teacher, labels and cells where a study gets another seed", async () => {
    const input: StudyInput = { ...structuredClone(written), seeds: [1, 2, 3] };
    const { plan, done } = await planFrom(made.store, await planningOf(parseStudyObject(input)));
    const added = plan.rows.filter(({ key }) => !done.has(key));
    expect(new Set(added.map(({ seed }) => seed))).toEqual(new Set([3]));
    expect(added).toHaveLength(3 + 5); // data, teacher, labels; five cells
    expect(plan.jobs.map(({ kind }) => kind).sort()).toEqual([
      "describe-dataset",
      "grow-trees",
      "grow-trees",
      "join-labels",
      "label-shard",
      "train-stack",
      "train-stack",
      "train-teacher",
    ]);
  });

  it("plans exactly the cell whose artefact is gone, though others trained in the same stack", async () => {
    const lost = await keyOf(isCell("small"));
    const { plan, outdated } = await planFrom(without(lost), made.planning);
    expect(plan.jobs.map(({ makes }) => makes)).toEqual([[lost]]);
    expect(outdated).toEqual([]);
  });

  it("plans a teacher whose artefact is gone, its labels, and every cell of its seed: all depend on it", async () => {
    const lost = await keyOf(isTeacher);
    const { plan, done, outdated } = await planFrom(without(lost), made.planning);
    const again = plan.rows.filter(({ key }) => !done.has(key));
    expect(again.map((row) => (row.role === "student" ? row.cell.arm : row.role))).toEqual([
      "teacher",
      "soft-labels",
      "hard tree", // its rows tell the agreement with the teacher
      "soft tree",
      "small",
      "small",
      "filters",
    ]);
    expect(new Set(again.map(({ seed }) => seed))).toEqual(new Set([1]));
    // All but the teacher are intact, and one shard that is no row.
    expect(outdated).toHaveLength(again.length - 1 + 1);
  });

  it("does not miss a shard of labels that are joined", async () => {
    const { plan } = await planFrom(openStore(join(made.folder, "empty")), made.planning);
    const shard = plan.jobs.find(({ kind }) => kind === "label-shard")!;
    expect((await planFrom(without(shard.makes[0]!), made.planning)).plan.jobs).toEqual([]);
  });

  it("plans a damaged artefact as one that is gone", async () => {
    const lost = await keyOf(isCell("soft tree"));
    await rm(join(made.folder, "objects", lost.slice(0, 2), lost, "tree.json"));
    const { plan } = await planFrom(made.store, made.planning);
    expect(plan.jobs.map(({ makes }) => makes)).toEqual([[lost]]);
  });
});
