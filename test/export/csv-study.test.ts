// Students of columns of unequal scales: what is exported takes rows as they stand in the file, and says what the student says
// of the same rows standardised. The student's logits come from the independent references of test/students.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CsvDataset, type CsvSpec, csvDataset } from "../../src/data/csv-dataset.ts";
import { type ExportFormat, exportRow } from "../../src/export/export-row.ts";
import { openOnnx } from "../../src/export/onnx-predictions.ts";
import { argmax } from "../../src/numeric/argmax.ts";
import { stream } from "../../src/random/stream.ts";
import { decodedPlaces } from "../../src/results/sample-places.ts";
import { runStudy } from "../../src/run-study.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { storedWeights } from "../../src/students/stored-weights.ts";
import { treeLogits } from "../../src/students/tree/predict.ts";
import { readTreeJson } from "../../src/students/tree/read-tree.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { SoftTreeStudentSpec, Study } from "../../src/study/schema.ts";
import { referenceLogits } from "../students/reference-network.ts";
import { referencePrediction } from "../students/reference-soft-tree.ts";

const classes = ["high", "low", "mid"];
const features = ["temp", "flow rate", "colour=blue", "colour=red", "gain"];

interface Sample {
  readonly kind: string;
  readonly features: readonly number[];
}

/** temp 500 ± 100, flow rate -3 ± 0.01, gain 0.1 in each row: the mean of a hundred of them is not 0.1 but for rounding. */
function samplesOf(count: number): Sample[] {
  const { normal, int } = stream(1, "rows");
  return Array.from({ length: count }, () => {
    const [a, b, isRed] = [normal(), normal(), int(2)];
    const sum = a + b + 0.5 * isRed + 0.2 * normal();
    const kind = sum > 0.8 ? "high" : sum < -0.3 ? "low" : "mid";
    return { kind, features: [500 + 100 * a, -3 + 0.01 * b, 1 - isRed, isRed, 0.1] };
  });
}

function csvOf(samples: readonly Sample[]): string {
  const lines = samples.map(
    ({ kind, features: [temp, flow, , isRed, gain] }) =>
      `${temp},${flow},${isRed === 1 ? "red" : "blue"},${gain},${kind}`,
  );
  return ["temp,flow rate,colour,gain,kind", ...lines].join("\n");
}

const training = { labels: "hard", epochs: 20, learningRate: 0.02 };
const students = [
  { name: "network", kind: "mlp", hidden: [12], ...training },
  { name: "regression", kind: "mlp", hidden: [], ...training },
  { name: "tree", kind: "tree", labels: "hard" },
  { name: "leaf", kind: "soft-tree", depth: 3, ...training },
  { name: "leaves", kind: "soft-tree", depth: 3, prediction: "all-leaves", ...training },
];

describe("exportRow(study, wanted, options) of students of a CSV file", () => {
  let folder: string;
  let study: Study;
  let samples: readonly Sample[];
  let dataset: CsvDataset;
  let store: Store;
  let rows: Awaited<ReturnType<typeof runStudy>>["rows"];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-export-csv-"));
    samples = samplesOf(1000);
    await writeFile(join(folder, "rows.csv"), csvOf(samples));
    study = parseStudyObject({
      name: "scales",
      seeds: [1],
      experiments: [{ name: "rows", dataset: { name: "csv", file: "rows.csv", label: "kind" }, students }],
    });
    const ran = await runStudy(study, {
      resultsDir: join(folder, "results"),
      storeDir: join(folder, "store"),
      baseFolder: folder,
      command: "distilgrid run scales.yaml",
      measuresCost: false,
      clock: () => 0,
    });
    rows = ran.rows;
    dataset = await csvDataset({ ...(study.experiments[0]!.dataset as CsvSpec), splitSeed: 0 }, folder);
    store = await openStore(join(folder, "store"));
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const rowOf = (name: string) => {
    const row = rows.find((one) => one.role === "student" && one.arm === name);
    if (row?.role !== "student" || !("metrics" in row)) throw new Error(`Expected ${name} to be done`);
    return row;
  };

  async function exported(name: string, format: ExportFormat, place = `${name}-${format}`) {
    const output = join(folder, place);
    const options = { format, output, storeDir: join(folder, "store"), baseFolder: folder };
    const { checkedSamples } = await exportRow(study, rowOf(name).key, options);
    return { output, checkedSamples };
  }

  /** In the order of the dataset's test samples. */
  const testRows = () => Array.from(dataset.fileRows!.test, (row) => samples[row]!);

  /** Of the test samples, by what is in the store, from the standardised features that the student knows. */
  async function ownLogits(name: string): Promise<number[][]> {
    const { key } = rowOf(name);
    const spec = study.experiments[0]!.students.find((student) => student.name === name)!;
    if (spec.kind === "tree") {
      const { tree, output } = readTreeJson((await store.read(key, "tree.json")).toString(), "tree.json");
      const logits = treeLogits(tree, output, dataset.features, dataset.splits.test);
      return testRows().map((_, row) => [...logits.subarray(3 * row, 3 * row + 3)]);
    }
    const resolved = { prediction: "likeliest-leaf", inverseTemperature: 1, activation: "relu", ...spec };
    const weights = await storedWeights(store, key, resolved as typeof spec, dataset);
    return Array.from(dataset.splits.test, (id) => {
      const x = [...dataset.features.values.subarray(5 * id, 5 * id + 5)];
      if (resolved.kind === "mlp") {
        const sizes = [5, ...resolved.hidden, 3];
        return [...referenceLogits({ sizes, activation: resolved.activation }, weights, x)];
      }
      const shape = { ...(resolved as SoftTreeStudentSpec), inputs: 5, numClasses: 3 };
      return [...referencePrediction(shape, weights, x, 3, shape.prediction)];
    });
  }

  function expectStudents(
    logits: readonly (readonly number[])[],
    own: readonly (readonly number[])[],
    name: string,
  ) {
    const difference = logits.flatMap((values, row) =>
      values.map((value, k) => Math.abs(value - own[row]![k]!)),
    );
    expect(logits).toHaveLength(200);
    expect(Math.max(...difference)).toBeLessThan(1e-3);
    const isWrong = (values: readonly number[], row: number) =>
      classes[argmax(values)] !== testRows()[row]!.kind;
    const wrong = logits.flatMap((values, row) => (isWrong(values, row) ? [row] : []));
    expect(wrong).toEqual(decodedPlaces(rowOf(name).metrics.test.wrong!));
    expect(wrong.length).toBeLessThan(70); // chance: about 130
  }

  const names = students.map(({ name }) => name);

  it.each(names)("as a module: %s", async (name) => {
    const { output, checkedSamples } = await exported(name, "js");
    expect(checkedSamples).toBe(200);
    const module = await import(pathToFileURL(join(output, "model.mjs")).href);
    const logits = testRows().map((row) => [...module.logits(row.features)] as number[]);
    expectStudents(logits, await ownLogits(name), name);
    expect([module.features, module.classes]).toEqual([features, classes]);
    expect(module.predict(testRows()[0]!.features)).toBe(argmax(logits[0]!));
  });

  it.each(names)("as ONNX: %s", async (name) => {
    const { output } = await exported(name, "onnx");
    const bytes = await readFile(join(output, "model.onnx"));
    const session = (await openOnnx(bytes))!;
    const outputs = await session.run(Float32Array.from(testRows().flatMap((row) => row.features)), 200);
    await session.close();
    const logits = testRows().map((_, row) => [...outputs.logits!.subarray(3 * row, 3 * row + 3)]);
    expectStudents(logits, await ownLogits(name), name);
    expect(bytes.includes(JSON.stringify(features))).toBe(true);
    expect(bytes.includes(JSON.stringify(classes))).toBe(true);
  });

  it.each(["network", "regression"])("for TensorFlow.js: %s", async (name) => {
    const { output } = await exported(name, "layers-model");
    const tf = await import("@tensorflow/tfjs-core");
    await import("@tensorflow/tfjs-backend-cpu");
    const { loadLayersModel } = await import("@tensorflow/tfjs-layers");
    await tf.setBackend("cpu");
    const description = JSON.parse(await readFile(join(output, "model.json"), "utf8"));
    const model = await loadLayersModel(
      tf.io.fromMemory({
        modelTopology: description.modelTopology,
        weightSpecs: description.weightsManifest[0].weights,
        weightData: Uint8Array.from(await readFile(join(output, "weights.bin"))).buffer,
      }),
    );
    const inputs = tf.tensor2d(testRows().map((row) => [...row.features]));
    const result = model.predict(inputs) as import("@tensorflow/tfjs-core").Tensor2D;
    expectStudents(await result.array(), await ownLogits(name), name);
  });

  it("with a model card that names features and classes, and tells the means and deviations that are in the model", async () => {
    const { output } = await exported("regression", "js", "carded");
    const card = await readFile(join(output, "README.md"), "utf8");
    expect(card).toContain("**Classes.** 0 high, 1 low, 2 mid.");
    expect(card).toContain("the model itself standardises them");
    const [mean, deviation] = card
      .match(/\| 1 \| flow rate \| (\S+) \| (\S+) \|/)!
      .slice(1)
      .map(Number);
    expect(mean).toBeCloseTo(-3, 2);
    expect(deviation).toBeCloseTo(0.01, 2);
    expect(card).toContain("| 3 | colour=red | – | – |");
  });
});
