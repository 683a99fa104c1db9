import { describe, expect, it } from "vitest";
import type { Job } from "../../src/jobs/job.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import { anyMachine } from "./any-machine.ts";
import { planOf } from "./plan-of.ts";

const network = { kind: "mlp", hidden: [8], epochs: 1 };
const student = { kind: "mlp", labels: "soft", epochs: 1 };

function plan(teachers: readonly object[], teacher: string): Plan {
  const experiment = { name: "e", dataset: { name: "moons", noise: 0.3, seed: 1 }, teachers };
  const study = parseStudyObject({
    name: "demo",
    seeds: [1, 2],
    experiments: [{ ...experiment, students: [{ name: "student", ...student, teacher }] }],
  });
  const source = { spec: study.experiments[0]!.dataset, seed: 1, hash: "data", baseFolder: "." };
  return planOf({
    study,
    datasetOf: () => ({
      source,
      transferSize: 1000,
      trainRows: 500,
      evaluatedRows: 600,
      inputShape: [2],
      numClasses: 2,
    }),
    ...anyMachine,
  });
}

const jobNamed = ({ jobs }: Plan, id: string): Job => jobs.find((job) => job.id === id)!;

describe("planner(input)(isDone) with teachers that learn from teachers", () => {
  const fixed = { ...network, seed: 3 };
  const two = [
    { name: "a", ...fixed },
    { name: "b", ...network },
    { name: "both", kind: "ensemble", members: ["a", "b"] },
  ];

  it("an ensemble waits for the teachers and the labels of all members, and makes its own labels", () => {
    const planned = plan(two, "both");
    const ensemble = jobNamed(planned, "e/average-teachers/both/1");
    const a = jobNamed(planned, "e/train-teacher/a");
    const labels = jobNamed(planned, "e/join-labels/a");
    const b = jobNamed(planned, "e/join-labels/b/1");
    expect(ensemble.needs).toEqual([labels.makes[0], a.makes[0], b.makes[0], b.needs[0]]);
    const stack = planned.jobs.find((job) => job.kind === "train-stack" && job.seed === 1)!;
    expect(stack.needs).toEqual([ensemble.makes[1], ensemble.makes[0]]);
  });

  it("an ensemble serves all seeds where its members do, and depends on their order", () => {
    const both = (members: readonly string[]) =>
      plan(
        [two[0]!, { name: "c", ...fixed, hidden: [4] }, { name: "all", kind: "ensemble", members }],
        "all",
      );
    const rowOf = (planned: Plan) =>
      planned.rows.filter((row) => row.role === "teacher" && row.teacher.name === "all");
    const [ac, ca] = [rowOf(both(["a", "c"])), rowOf(both(["c", "a"]))];
    expect(ac.map(({ seed }) => seed)).toEqual([null]);
    expect(ca[0]!.key).not.toBe(ac[0]!.key);
  });

  it("an assistant waits for its teacher's labels, which its key depends on, and its labels are made as any other's", () => {
    const assisted = (hidden: number[]) =>
      plan(
        [
          { name: "big", ...fixed, hidden },
          { name: "assistant", ...fixed, teacher: "big" },
        ],
        "assistant",
      );
    const planned = assisted([64]);
    const assistant = jobNamed(planned, "e/train-teacher/assistant");
    const joined = jobNamed(planned, "e/join-labels/big");
    expect(assistant.needs).toEqual([joined.makes[0], joined.needs[0]]);
    expect(assistant).toMatchObject({ labels: { key: joined.makes[0], teacherKey: joined.needs[0] } });
    expect(jobNamed(planned, "e/join-labels/assistant").needs[0]).toBe(assistant.makes[0]);
    expect(jobNamed(assisted([65]), "e/train-teacher/assistant").makes).not.toEqual(assistant.makes);
  });

  it("an ensemble that no student learns from still has the labels of its members", () => {
    const planned = plan(two, "a");
    const ensemble = jobNamed(planned, "e/average-teachers/both/1");
    const made = new Set(planned.jobs.flatMap(({ makes }) => makes));
    expect(ensemble.needs.filter((key) => !made.has(key))).toEqual([]);
  });

  it("a teacher from whom nobody learns labels nothing", () => {
    const planned = plan([two[0]!, two[1]!], "a");
    expect(jobNamed(planned, "e/join-labels/b/1")).toBeUndefined();
    expect(planned.rows.filter(({ role }) => role === "teacher")).toHaveLength(3);
  });
});
