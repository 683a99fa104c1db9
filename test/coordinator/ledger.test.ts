import { describe, expect, it } from "vitest";
import { failuresOf, openLedger } from "../../src/coordinator/ledger.ts";
import type { Job } from "../../src/jobs/job.ts";

const job = (id: string, needs: readonly string[], makes: readonly string[] = [id]) =>
  ({ id, needs, makes }) as unknown as Job;

const teacher = job("teacher", []);
const labels = job("labels", ["teacher"]);
const students = job("students", ["labels"], ["hard", "soft"]);
const tree = job("tree", []);
const all = [teacher, labels, students, tree];

const ids = (jobs: readonly Job[]) => jobs.map(({ id }) => id);

describe("openLedger(jobs, doneKeys)", () => {
  it("has ready the first job of which all needs are done", () => {
    const ledger = openLedger(all, ["teacher"]);
    expect(ledger.ready()).toBe(teacher);
    ledger.take(teacher);
    expect(ledger.ready()).toBe(labels);
    ledger.take(labels);
    expect(ledger.ready()).toBe(tree); // students wait for labels
    ledger.make(["labels"]);
    expect(ledger.ready()).toBe(students);
  });

  it("puts a job back before all others", () => {
    const ledger = openLedger(all, []);
    ledger.take(tree);
    ledger.putBack(tree);
    expect(ids(ledger.waiting)).toEqual(["tree", "teacher", "labels", "students"]);
  });

  it("loses with a job all that waits for it, however far down, and nothing else", () => {
    const ledger = openLedger(all, []);
    ledger.take(teacher);
    const lost = ledger.lose(teacher, failuresOf(teacher, "no memory"));
    expect(lost.map((one) => [one.job.id, one.failures[0]?.error])).toEqual([
      ["teacher", "no memory"],
      ["labels", "teacher failed, which this needs: no memory"],
      ["students", "labels failed, which this needs: teacher failed, which this needs: no memory"],
    ]);
    expect([...ledger.failures.keys()]).toEqual(["teacher", "labels", "hard", "soft"]);
    expect(ids(ledger.waiting)).toEqual(["tree"]);
  });

  it("keeps what a job made beside what it lost", () => {
    const ledger = openLedger([students, job("report", ["hard"])], ["labels"]);
    ledger.take(students);
    ledger.make(["hard"]);
    ledger.lose(students, [{ key: "soft", error: "diverged", stack: null }]);
    expect(ids(ledger.waiting)).toEqual(["report"]);
    expect(ledger.ready()?.id).toBe("report");
  });
});
