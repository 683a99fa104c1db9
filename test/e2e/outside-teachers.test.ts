// Teachers that Keras trained: a study of each kind from its files to its report, against Keras's own numbers.
import { truncateSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StudyEvent } from "../../src/coordinator/events.ts";
import { nativeAvailability } from "../../src/engine/available.ts";
import { inlineExecutor } from "../../src/executors/inline.ts";
import { npyArray } from "../../src/formats/npy-array.ts";
import { argmax } from "../../src/numeric/argmax.ts";
import { packageRoot } from "../../src/package-root.ts";
import { planStudy } from "../../src/plan-study.ts";
import type { Row, SoftLabelsRow, TeacherRow } from "../../src/results/row.ts";
import { runStudy } from "../../src/run-study.ts";
import { openStore } from "../../src/store/store.ts";
import { parsedWith } from "../teachers/outside-study.ts";

const hasNative = nativeAvailability().state === "available";
const savedModel = { name: "saved model", kind: "savedmodel", path: "savedmodel" };
const study = parsedWith([
  { name: "browser", kind: "layers-model", path: "layers-model" },
  { name: "numbers", kind: "logits", path: "logits.npy", testPath: "logits-test.npy" },
  ...(hasNative ? [savedModel] : []),
]);
const teachers = study.experiments[0]!.teachers.map(({ name }) => name);

describe("runStudy(study, options) with teachers from outside", () => {
  let folder = "";
  let files = "";
  let rows: readonly Row[] = [];
  const events: StudyEvent[] = [];
  const options = () => ({
    resultsDir: join(folder, "results"),
    storeDir: join(folder, "store"),
    workers: 1,
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-outside-"));
    files = join(folder, "files");
    await cp(join(packageRoot(), "test", "fixtures", "keras"), files, { recursive: true });
    const outcome = await runStudy(study, {
      ...options(),
      baseFolder: files,
      executor: inlineExecutor,
      measuresCost: false,
      onEvent: (event) => events.push(event),
    });
    expect(outcome.state).toBe("done");
    rows = outcome.rows;
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const array = async (name: string) => npyArray(await readFile(join(files, name)), name).values;
  const teacherRow = (name: string) =>
    rows.find((row) => row.role === "teacher" && row.teacher === name) as TeacherRow;
  /** Of a run with the files of another folder. */
  const reasons = async (baseFolder: string) => {
    const { lines } = await planStudy(study, { ...options(), baseFolder });
    return lines.map(({ label, role, reason }) => ({ what: `${role} ${label}`, reason }));
  };

  it("makes every row, one teacher for all seeds, and trains none", () => {
    const kinds = new Set(events.flatMap((event) => (event.type === "job-started" ? [event.kind] : [])));
    expect(kinds.has("read-teacher")).toBe(true);
    expect(kinds.has("train-teacher")).toBe(false);
    expect(rows.filter(({ role }) => role === "teacher").map(({ seed }) => seed)).toEqual(
      teachers.map(() => null),
    );
    expect(rows.every(({ state }) => state === "done")).toBe(true);
  });

  it.each(teachers)("the teacher %s errs where Keras's own logits err", async (name) => {
    const [logits, labels] = [await array("logits-test.npy"), await array("y-test.npy")];
    const wrong = [...labels].filter((label, row) => argmax(logits, 3 * row, 3) !== label).length;
    expect(teacherRow(name).metrics.test).toMatchObject({ samples: 90, errors: wrong });
    expect(wrong).toBe(2);
  });

  it.each(teachers)("the soft labels of %s are Keras's logits, in the order of the samples", async (name) => {
    const logits = await array("logits.npy");
    const { key } = rows.find((row) => row.role === "soft-labels" && row.teacher === name) as SoftLabelsRow;
    const labels = npyArray(await openStore(join(folder, "store")).read(key, "logits.npy"), "labels");
    // All 150 rows are used, so the id of a sample is its row.
    expect(labels.shape).toEqual([150, 3]);
    for (const [at, logit] of labels.values.entries()) expect(logit).toBeCloseTo(logits[at]!, 4);
  });

  it("students that learn from them agree with them", () => {
    const trees = rows.filter((row) => row.role === "student" && row.state === "done");
    expect(trees).toHaveLength(2 * teachers.length);
    const agreements = trees.map(
      (tree) => (tree as { metrics: TeacherRow["metrics"] }).metrics.test.teacherAgreement!,
    );
    for (const agreement of agreements) expect(agreement).toBeGreaterThan(0.9);
  });

  it("the cost of a model is that of its layers, and of logits nobody knows it", () => {
    // 2 x 16 + 16 and 16 x 3 + 3
    expect(teacherRow("browser").cost).toEqual({ parameters: 99, bytes: 396, multiplyAdds: 80 });
    expect(teacherRow("numbers")).toMatchObject({ cost: null, engine: null });
  });

  it("the report names what they are", async () => {
    const report = await readFile(join(folder, "results", "outside", "report.md"), "utf8");
    expect(report).toContain("trained elsewhere: the LayersModel layers-model");
    expect(report).toContain("trained elsewhere: its logits in logits.npy and logits-test.npy");
    if (hasNative)
      expect(report).toContain("trained elsewhere: the SavedModel savedmodel, which gives logits");
  });

  it("keys hold the bytes of the files and not where they lie", async () => {
    const moved = join(folder, "elsewhere");
    await cp(files, moved, { recursive: true });
    expect((await reasons(moved)).filter(({ reason }) => reason !== "cached")).toEqual([]);
  });

  it.each([
    ["logits.npy", "numbers"],
    ["layers-model/group1-shard1of1.bin", "browser"],
    ...(hasNative ? [["savedmodel/variables/variables.data-00000-of-00001", "saved model"]] : []),
  ])("a change of %s makes all that comes from %s new, and nothing else", async (file, name) => {
    const changed = join(folder, `changed-${name}`);
    await cp(files, changed, { recursive: true });
    const bytes = await readFile(join(changed, file!));
    bytes[bytes.length - 2]! ^= 1; // of the last number, a bit that leaves it finite
    await writeFile(join(changed, file!), bytes);
    const found = await reasons(changed);
    const made = found.filter(({ reason }) => reason === "new").map(({ what }) => what);
    expect([...new Set(made)]).toEqual([`teacher ${name}`, `soft-labels ${name}`, `student tree of ${name}`]);
    expect(found.filter(({ reason }) => reason === "cached")).toHaveLength(found.length - made.length);
  });

  it("files that changed between the plan and the job fail what depends on them, with the reason", async () => {
    const late = join(folder, "late");
    await cp(files, late, { recursive: true });
    const { state, rows: left } = await runStudy(
      parsedWith([{ name: "numbers", kind: "logits", path: "logits.npy", testPath: "logits-test.npy" }]),
      {
        resultsDir: join(folder, "late-results"),
        storeDir: join(folder, "late-store"),
        workers: 1,
        baseFolder: late,
        measuresCost: false,
        // The plan is made by then, and no job has begun.
        onEvent: (event) => {
          if (event.type === "planned") truncateSync(join(late, "logits.npy"), 1000);
        },
      },
    );
    expect(state).toBe("failed-cells");
    const failed = left.filter((row) => row.state === "failed");
    expect(failed.map(({ role }) => role)).toEqual(["teacher", "soft-labels", "student", "student"]);
    expect((failed[0] as { error: string }).error).toContain("but they have changed since. Run again.");
  });
});
