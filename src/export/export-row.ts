// A student of a study as files that need no distilgrid: checked on the whole test split before they are kept.
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { EngineChoice } from "../engine/available.ts";
import { theRow } from "../explain.ts";
import type { PlannedRow } from "../plan/planned.ts";
import { labelOf } from "../plan-study.ts";
import { planned } from "../planning.ts";
import type { StudentSummary } from "../results/summary.ts";
import type { Study } from "../study/schema.ts";
import { UserError } from "../user-error.ts";
import { checkPredictions } from "./check-predictions.ts";
import { checkedText } from "./checked-text.ts";
import { type ExportData, exportData } from "./export-data.ts";
import type { ExportFormat } from "./export-format.ts";
import { inputsOf, type ModelFiles, modelFiles, scaleText, usageOf } from "./formats.ts";
import { renderModelCard } from "./model-card.ts";
import { modulePredictions } from "./module-predictions.ts";
import { type OpenOnnx, onnxPredictions } from "./onnx-predictions.ts";
import { onRawFeatures } from "./raw-features.ts";
import { type StudentRow, storedStudent } from "./stored-student.ts";

export type { ExportFormat };

export interface ExportOptions {
  readonly format: ExportFormat;
  /** The folder that is made; it must not be there. */
  readonly output: string;
  readonly engine?: EngineChoice;
  readonly storeDir: string;
  readonly baseFolder?: string;
  /** What runs an ONNX file to check it (default: onnxruntime-web, where it is installed). */
  readonly openOnnx?: OpenOnnx;
}

export interface Exported {
  readonly folder: string;
  readonly files: readonly string[];
  /** Test samples for which the files were seen to give the student's class: all; null where nothing here could run them. */
  readonly checkedSamples: number | null;
}

/** @throws UserError for a row that is not there, not done, or of a kind that has no such format */
export async function exportRow(study: Study, wanted: string, options: ExportOptions): Promise<Exported> {
  const { format } = options;
  const { planning, store, stored } = await planned(study, options);
  const { datasets } = planning;
  const { plan, done } = stored;
  const row = exportable(theRow(plan.rows, wanted, study.name), done, format);
  const experiment = study.experiments.find(({ name }) => name === row.experiment)!;
  const { source } = datasets.planned(experiment, row.seed);
  const dataset = datasets.of(source);
  const data = await exportData(source, dataset);
  const { metrics, cost } = await store.summary<StudentSummary>(row.key);
  const student = onRawFeatures(await storedStudent(store, row, dataset), data.scaling);
  const { names, scaling } = data;
  const scale = scaleText(student.scale, scaling);
  const model = await modelFiles(format, student, store, { name: labelOf(row), key: row.key, scale, names });

  const goal = resolve(options.output);
  await mkdir(dirname(goal), { recursive: true });
  const draft = await mkdtemp(join(dirname(goal), `.${basename(goal)}-`));
  try {
    const inputs = inputsOf(format, data);
    const predicted = await predictions(model, draft, inputs, student.scale, options.openOnnx);
    const remedy = format === "js" || scaling === null ? null : float32Remedy;
    if (predicted !== null) checkPredictions(predicted, dataset, metrics.test, remedy);
    const checkedSamples = predicted?.length ?? null;
    const card = renderModelCard({
      name: labelOf(row),
      study: study.name,
      experiment: row.experiment,
      seed: row.seed,
      key: row.key,
      identity: row.identity,
      dataset: { ...dataset, scale, names, scaling },
      teacher: row.cell.student.labels === "hard" ? null : (row.cell.teacher?.name ?? null),
      metrics,
      cost,
      usage: usageOf(format, student, names),
      checked: checkedText(checkedSamples),
    });
    const files = [...model.files, { name: "README.md", bytes: Buffer.from(card) }];
    for (const { name, bytes } of files) await writeFile(join(draft, name), bytes);
    await place(draft, goal);
    return { folder: options.output, files: files.map(({ name }) => name), checkedSamples };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const float32Remedy =
  "Its features are float32, and it standardises them itself: that is too coarse for a column that lies far from 0 by its " +
  "standard deviation. Use --format js, which takes float64, or subtract a constant from such a column in the data.";

function exportable(found: PlannedRow, done: ReadonlySet<string>, format: ExportFormat): StudentRow {
  if (found.role !== "student") {
    throw new UserError(`Expected a student to export, got the ${found.role} "${labelOf(found)}".`);
  }
  if (format === "layers-model" && found.cell.student.kind !== "mlp") {
    throw new UserError(
      `Expected --format js or onnx for "${labelOf(found)}", got \`layers-model\`, which is for fully connected ` +
        "networks: TensorFlow.js has no layer that is a tree.",
    );
  }
  if (done.has(found.key)) return found;
  throw new UserError(
    `"${labelOf(found)}", seed ${found.seed}, is not done yet, so there is nothing to export. Run the study first.`,
  );
}

/** Of the test samples, by the very bytes that are kept or, of weights for TensorFlow.js, by a module that has them too. */
async function predictions(
  { runs }: ModelFiles,
  draft: string,
  data: ExportData,
  scale: number,
  openOnnx: OpenOnnx | undefined,
): Promise<number[] | null> {
  if (runs.by === "onnx") return onnxPredictions(runs.bytes, data, scale, openOnnx);
  const path = join(draft, "model.mjs");
  await writeFile(path, runs.bytes);
  const predicted = await modulePredictions(path, data, scale);
  await rm(path);
  return predicted;
}

/** In one step, and never over what is there. */
async function place(draft: string, goal: string): Promise<void> {
  try {
    await mkdir(goal); // fails where something is
    await chmod(draft, 0o755); // a temporary folder is its owner's alone
    await rename(draft, goal);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    throw new UserError(
      `${goal} is there already, and is left as it is. Name another folder with --output.`,
      { cause },
    );
  }
}
