import { join } from "node:path";
import { expect, test } from "vitest";
import { loadOutsideTeachers } from "../../src/coordinator/outside-teachers.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { packageRoot } from "../../src/package-root.ts";
import type { OutsideTeacherSpec } from "../../src/study/schema.ts";
import { parsedWith } from "../teachers/outside-study.ts";

test("loadOutsideTeachers(study, datasetOf, folder) knows the widest layer of a LayersModel, 2-16-3, and of no SavedModel", async () => {
  const study = parsedWith([
    { name: "browser", kind: "layers-model", path: "layers-model" },
    { name: "keras", kind: "savedmodel", path: "savedmodel" },
  ]);
  const points = { inputShape: [2], numClasses: 3 } as unknown as Dataset;
  const folder = join(packageRoot(), "test", "fixtures", "keras");
  const filesOf = await loadOutsideTeachers(study, () => points, folder);
  const [browser, keras] = study.experiments[0]!.teachers as unknown as OutsideTeacherSpec[];
  expect(filesOf(browser!).widestLayer).toBe(16);
  expect(filesOf(keras!).widestLayer).toBeUndefined();
});
