// Keras's own numbers, written beside the model by test/fixtures/keras/make.py.
import { readFileSync } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nativeAvailability } from "../../src/engine/available.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { npyArray } from "../../src/formats/npy-array.ts";
import { logSoftmax } from "../../src/numeric/log-softmax.ts";
import { packageRoot } from "../../src/package-root.ts";
import { type ModelTeacherSpec, teacherSchema } from "../../src/study/schema.ts";
import { checkTeachersRun } from "../../src/teachers/check-teacher.ts";
import { openSavedModel } from "../../src/teachers/saved-model.ts";
import { engineWithModel } from "./loaded-model.ts";
import { parsedWith } from "./outside-study.ts";

const folder = join(packageRoot(), "test", "fixtures", "keras");
const array = (name: string) => npyArray(readFileSync(join(folder, name)), name).values as Float32Array;
const points = { inputShape: [2], numClasses: 3 };
const spec = (fields: object = {}) =>
  teacherSchema.parse({ name: "keras", kind: "savedmodel", path: "savedmodel", ...fields }) as Extract<
    ModelTeacherSpec,
    { kind: "savedmodel" }
  >;

describe.runIf(nativeAvailability().state === "available")(
  "openSavedModel(engine, spec, path, shape)",
  () => {
    const open = async (fields: object = {}, shape = points, path = join(folder, "savedmodel")) =>
      openSavedModel(await loadEngine("native"), spec(fields), path, shape);

    it("openSavedModel(engine, spec, path, shape) gives Keras's own logits", async () => {
      const model = await open();
      const logits = model.logits(array("x-test.npy"), 90);
      const expected = array("logits-test.npy");
      expect(logits.shape).toEqual([90, 3]);
      for (const [at, logit] of logits.dataSync<"float32">().entries())
        expect(logit).toBeCloseTo(expected[at]!, 4);
      logits.dispose();
      model.close();
    });

    it("openSavedModel(engine, spec, path, shape) takes another signature, whose probabilities become logits", async () => {
      const model = await open({ signature: "probabilities", output: "probabilities" });
      const values = model.logits(array("x-test.npy").subarray(0, 8), 4).dataSync<"float32">();
      model.close();
      const expected = array("logits-test.npy");
      for (let row = 0; row < 4; row++) {
        const own = expected.subarray(3 * row, 3 * row + 3);
        const logProbs = [...logSoftmax(own)];
        // Less than 1e-7 is cut off, and float32 has few digits left near it.
        for (const [at, value] of logProbs.entries()) {
          if (value > Math.log(1e-5)) expect(values[3 * row + at]).toBeCloseTo(value, 3);
        }
      }
    });

    it.each([
      [
        { signature: "predict" },
        points,
        "expected the signature `predict` under the tag `serve`, got `probabilities`, `serving_default`",
      ],
      [
        {},
        { inputShape: [28, 28, 1], numClasses: 3 },
        "expected a model of samples of shape [28, 28, 1], as the data has them, got one of [2]",
      ],
    ])("openSavedModel() with %j refuses data that do not fit", async (fields, shape, message) => {
      await expect(open(fields, shape)).rejects.toThrow(message);
    });

    it.each([
      [{ signature: "probabilities" }, points, "expected logits, got rows that are all probabilities"],
      [{ output: "probabilities" }, points, "expected probabilities, from 0 to 1 with the sum 1"],
      [
        {},
        { inputShape: [2], numClasses: 10 },
        "expected an output of shape [4, 10] for 4 samples of 10 classes, got [4, 3]",
      ],
    ])("openSavedModel() with %j refuses what it predicts", async (fields, shape, message) => {
      const model = await open(fields, shape);
      expect(() => model.logits(array("x-test.npy").subarray(0, 8), 4)).toThrow(message);
      model.close();
    });

    it("openSavedModel() tells what TensorFlow says of a folder that is none", async () => {
      const broken = await mkdtemp(join(tmpdir(), "distilgrid-savedmodel-"));
      try {
        await writeFile(join(broken, "saved_model.pb"), "nothing");
        await expect(open({}, points, broken)).rejects.toThrow(
          'teacher "keras" (savedmodel): TensorFlow cannot load this SavedModel',
        );
        await copyFile(join(folder, "savedmodel", "saved_model.pb"), join(broken, "saved_model.pb"));
        const withoutVariables = await open({}, points, broken);
        const predict = () => withoutVariables.logits(array("x-test.npy").subarray(0, 8), 4);
        expect(predict).toThrow("cannot predict 4 samples of shape [2]");
        expect(predict).toThrow("have its variables beside it");
        withoutVariables.close();
      } finally {
        await rm(broken, { recursive: true });
      }
    });
  },
);

it("openSavedModel(engine, spec, path, shape) refuses a model of other axes than the data's, though it takes as many numbers", async () => {
  const open = (inputShape: number[]) =>
    openSavedModel(engineWithModel([32, 32, 3]), spec(), folder, { inputShape, numClasses: 3 });
  await expect(open([3, 32, 32])).rejects.toThrow(
    "expected a model of samples of shape [3, 32, 32], as the data has them, got one of [32, 32, 3]",
  );
  await expect(open([32, 32, 3])).resolves.toBeDefined();
});

it("a SavedModel is refused on the portable engine, before anything runs and where it is opened", async () => {
  const study = parsedWith([{ name: "keras", kind: "savedmodel", path: "savedmodel" }]);
  expect(() => checkTeachersRun(study, "portable")).toThrow(
    "expected the native engine, as a SavedModel is run by TensorFlow itself",
  );
  expect(() => checkTeachersRun(study, "native")).not.toThrow();
  const engine = await loadEngine("portable");
  await expect(openSavedModel(engine, spec(), folder, points)).rejects.toThrow("expected the native engine");
});
