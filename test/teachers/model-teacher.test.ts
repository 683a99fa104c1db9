import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { packageRoot } from "../../src/package-root.ts";
import { openModelTeacher } from "../../src/teachers/model-teacher.ts";
import { readOutsideFiles } from "../../src/teachers/outside-files.ts";
import { engineWithModel } from "./loaded-model.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-model-"));
  await cp(join(packageRoot(), "test", "fixtures", "keras"), folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

/** Two points, (1, 1) and (1, -1), of three classes. */
const dataset = {
  inputShape: [2],
  numClasses: 3,
  features: { kind: "floats", values: Float32Array.of(1, 1, 1, -1) },
  columns: null,
} as unknown as Dataset;

test("openModelTeacher(engine, spec, dataset, folder, files) of a LayersModel names the teacher whose logits are not finite", async () => {
  const engine = await loadEngine("portable");
  const spec = { name: "browser", kind: "layers-model", path: "layers-model" } as const;
  const weights = join(folder, "layers-model", "group1-shard1of1.bin");
  // Each is finite; with all of them 3e38 the hidden units are 1, and the sum of 16 products is not.
  const count = (await readFile(weights)).length / 4;
  await writeFile(weights, new Uint8Array(new Float32Array(count).fill(3e38).buffer));
  const files = await readOutsideFiles(spec, folder);
  const teacher = await openModelTeacher(engine, spec, dataset, folder, files);
  const before = engine.tf.memory().numTensors;
  expect(() => teacher.predict(Uint32Array.of(0, 1))).toThrow(
    'teacher "browser" (layers-model): expected finite numbers, got `Infinity` in row 0 (the first is 0), column 0',
  );
  expect(engine.tf.memory().numTensors).toBe(before);
  teacher.close();
});

test("openModelTeacher(engine, spec, dataset, folder, files) closes a SavedModel whose files changed while TensorFlow read them", async () => {
  const spec = {
    name: "keras",
    kind: "savedmodel",
    path: "savedmodel",
    signature: "serving_default",
    output: "logits",
  } as const;
  const files = await readOutsideFiles(spec, folder);
  const disposed = vi.fn();
  const open = (onLoad?: () => unknown) =>
    openModelTeacher(engineWithModel([2], onLoad, disposed), spec, dataset, folder, files);
  await expect(open()).resolves.toBeDefined();
  expect(disposed).not.toHaveBeenCalled();
  const weights = join(folder, "savedmodel", "variables", "variables.data-00000-of-00001");
  await expect(open(() => appendFile(weights, "more"))).rejects.toThrow(
    'teacher "keras": expected the files of savedmodel as they were when the run began, but they have changed since',
  );
  expect(disposed).toHaveBeenCalledOnce();
});
