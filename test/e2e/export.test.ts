// Students of a study that ran on the real pool, as files of their own.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ExportFormat, exportRow } from "../../src/export/export-row.ts";
import { type OpenOnnx, openOnnx } from "../../src/export/onnx-predictions.ts";
import { runStudy } from "../../src/run-study.ts";
import { openStore } from "../../src/store/store.ts";
import type { Study } from "../../src/study/schema.ts";
import { smallStudy } from "./small-study.ts";

/** A network without hidden layers, and a soft tree that predicts the mean of its leaves. */
function withMoreKinds(study: Study): Study {
  const experiments = study.experiments.map((experiment) => {
    const more = experiment.students.flatMap((student): typeof experiment.students => {
      if (student.kind === "mlp" && student.name === "hard") {
        return [{ ...student, name: "regression", hidden: [] }];
      }
      return student.kind === "soft-tree"
        ? [{ ...student, name: "mean of filters", prediction: "all-leaves" as const }]
        : [];
    });
    return { ...experiment, students: [...experiment.students, ...more] };
  });
  return { ...study, experiments };
}

describe("exportRow(study, wanted, options)", () => {
  let folder: string;
  let study: Study;
  let keyOf: (arm: string) => string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-export-"));
    study = withMoreKinds(await smallStudy(join(folder, "data")));
    const { rows } = await runStudy(study, {
      resultsDir: join(folder, "results"),
      storeDir: join(folder, "store"),
      command: "distilgrid run small.yaml",
      measuresCost: false,
      clock: () => 0,
    });
    keyOf = (arm) => rows.find((row) => row.role === "student" && row.arm === arm)!.key;
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const output = (name: string) => join(folder, name);
  const exported = (wanted: string, name: string, format: ExportFormat = "js", open?: OpenOnnx) =>
    exportRow(study, wanted, {
      format,
      output: output(name),
      storeDir: join(folder, "store"),
      ...(open && { openOnnx: open }),
    });
  const filesIn = async (name: string) => (await readdir(output(name))).sort();

  const kinds = ["patient", "regression", "hard tree", "soft tree", "filters", "mean of filters"];
  const folderOf = (arm: string) => arm.replaceAll(" ", "-");

  it.each(kinds)(
    "exportRow(study, wanted, options) makes a module of %s that was checked on all test samples",
    async (arm) => {
      const name = folderOf(arm);
      const { files, checkedSamples } = await exported(keyOf(arm), name);
      expect([files, checkedSamples]).toEqual([["model.mjs", "README.md"], 200]);
      expect(await filesIn(name)).toEqual(["README.md", "model.mjs"]);
      const { probabilities, predict } = await import(pathToFileURL(join(output(name), "model.mjs")).href);
      const sample = new Array(arm === "patient" || arm === "regression" ? 64 : 2).fill(0.5);
      const shares: number[] = probabilities(sample, 3);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(shares.indexOf(Math.max(...shares))).toBe(predict(sample));
      expect(await readFile(join(output(name), "README.md"), "utf8")).toContain(keyOf(arm));
    },
  );

  it.each(kinds)(
    "exportRow(study, wanted, options) makes an ONNX file of %s that ONNX Runtime was seen to run on all test samples",
    async (arm) => {
      const name = `${folderOf(arm)}-onnx`;
      const { files, checkedSamples } = await exported(keyOf(arm), name, "onnx");
      expect([files, checkedSamples]).toEqual([["model.onnx", "README.md"], 200]);
      expect(await filesIn(name)).toEqual(["README.md", "model.onnx"]);
      const card = await readFile(join(output(name), "README.md"), "utf8");
      expect(card).toContain("gives the class that the student gave for all 200 test samples");
    },
  );

  it("exportRow(study, wanted, options) keeps no ONNX file that gives a sample another class", async () => {
    let batches = 0;
    const wrongOnce: OpenOnnx = async (model) => {
      const session = (await openOnnx(model))!;
      const run: typeof session.run = async (features, rows) => {
        const outputs = await session.run(features, rows);
        if (batches++ === 0) outputs.logits!.subarray(0, 2).reverse();
        return outputs;
      };
      return { ...session, run };
    };
    await expect(exported(keyOf("hard tree"), "wrong", "onnx", wrongOnce)).rejects.toThrow(
      "gives other classes than the student does for at least 1 of 200 test samples",
    );
    expect(batches).toBe(1);
    expect(await readdir(folder)).not.toContain("wrong");
  });

  it("exportRow(study, wanted, options) says of an ONNX file that nothing ran it, where no runtime is installed", async () => {
    const { checkedSamples } = await exported(keyOf("patient"), "unchecked", "onnx", async () => null);
    expect(checkedSamples).toBeNull();
    expect(await filesIn("unchecked")).toEqual(["README.md", "model.onnx"]);
    expect(await readFile(join(output("unchecked"), "README.md"), "utf8")).toContain(
      "**Checked.** Not checked",
    );
  });

  it("exportRow(study, wanted, options) gives a network's own files to TensorFlow.js", async () => {
    await exported(keyOf("hard"), "layers", "layers-model");
    expect(await filesIn("layers")).toEqual(["README.md", "model.json", "weights.bin"]);
    const stored = await openStore(join(folder, "store")).read(keyOf("hard"), "weights.bin");
    expect((await readFile(join(output("layers"), "weights.bin"))).equals(stored)).toBe(true);
  });

  it("exportRow(study, wanted, options) leaves what is there, and refuses what it cannot export", async () => {
    await writeFile(output("taken"), "mine");
    await expect(exported(keyOf("hard tree"), "taken")).rejects.toThrow(
      /taken is there already, and is left as it is\./,
    );
    expect(await readFile(output("taken"), "utf8")).toBe("mine");
    await expect(exported(keyOf("hard tree"), "tree", "layers-model")).rejects.toThrow(
      "Expected --format js or onnx for",
    );
    await expect(exported(keyOf("filters"), "filters", "layers-model")).rejects.toThrow("fully connected");
    await expect(exported("network", "teacher")).rejects.toThrow("Expected one row, but `network` means");
    await openStore(join(folder, "store")).remove(keyOf("hard tree"));
    await expect(exported(keyOf("hard tree"), "gone")).rejects.toThrow("is not done yet");
    expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]); // no drafts
  });
});
