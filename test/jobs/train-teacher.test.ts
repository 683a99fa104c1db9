import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readNpy } from "../../src/formats/npy.ts";
import { argmax } from "../../src/numeric/argmax.ts";
import type { SoftLabelsSummary, TeacherSummary } from "../../src/results/summary.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { engineNames } from "../engines.ts";
import { label, teacherSpec, train } from "./teachers.ts";

async function testClasses(store: Store, teacherKey: string): Promise<number[]> {
  const { values, rows } = readNpy(await store.read(teacherKey, "test-logits.npy"));
  return Array.from({ length: rows }, (_, row) => argmax(values, row * 2, 2));
}

describe.each(engineNames)("trainTeacherJob(job, context) on %s", (engine) => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-job-"));
    store = openStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ["in a stack", {}],
    ["alone", { dropout: { input: 0, hidden: 0.5 } }],
  ])("commits an untrained teacher, which can label like any other: %s", async (_, fields) => {
    const spec = teacherSpec({ name: "untrained", epochs: 0, ...fields });
    const { key, teacherKey } = await train(store, spec, null, engine);
    const teacher = await store.summary<TeacherSummary>(teacherKey);
    expect(teacher).toMatchObject({ keptEpoch: 0, curve: [], metrics: { test: { samples: 150 } } });
    // 2 x 8 + 8 and 8 x 2 + 2
    expect(teacher.cost).toEqual({ parameters: 42, bytes: 168, multiplyAdds: 32 });
    expect(teacher.decisionGrid).not.toBeNull();
    await label(store, spec, engine);
    const { values } = readNpy(await store.read(key, "logits.npy"));
    expect(values).toHaveLength(150 * 2);
    expect(values.every(Number.isFinite)).toBe(true);
    const labels = await store.summary<SoftLabelsSummary>(key);
    expect(labels.accuracy.validation).toBe(teacher.metrics.validation.accuracy);
  });

  it("trains an assistant on the soft labels of its teacher: it agrees with it more than on hard labels", async () => {
    // The teacher is wrong on many points; whoever learns from the true labels is not.
    const teacher = teacherSpec({ name: "teacher", labelNoise: 0.6 });
    const source = await train(store, teacher, null, engine);
    await label(store, teacher, engine);
    const fields = { hidden: [6], teacher: "teacher", temperature: 2 };
    const assistant = teacherSpec({ name: "assistant", ...fields, alpha: 1 });
    const alone = teacherSpec({ name: "hard labels", hidden: [6] });
    const [taught, untaught] = [
      await train(store, assistant, source, engine),
      await train(store, alone, null, engine),
    ];
    expect(await store.read(taught.teacherKey, "weights.bin")).not.toEqual(
      await store.read(untaught.teacherKey, "weights.bin"),
    );
    const expected = await testClasses(store, source.teacherKey);
    const agreement = async (key: string) => {
      const classes = await testClasses(store, key);
      return classes.filter((label, row) => label === expected[row]).length / expected.length;
    };
    const [ofTaught, ofUntaught] = [await agreement(taught.teacherKey), await agreement(untaught.teacherKey)];
    expect(ofTaught).toBeGreaterThan(0.9);
    expect(ofUntaught).toBeLessThan(0.6);
    const { metrics } = await store.summary<TeacherSummary>(taught.teacherKey);
    expect(metrics.test.teacherAgreement).toBe(ofTaught);
    const { metrics: hard } = await store.summary<TeacherSummary>(untaught.teacherKey);
    expect(hard.test.teacherAgreement).toBeNull();
  });
});
