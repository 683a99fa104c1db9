// A student of a study as files that need no distilgrid: checked on the whole test split before they are kept.
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { EngineChoice } from "../engine/available.ts";
import { theRow } from "../explain.ts";
import type { PlannedRow } from "../plan/planned.ts";
import { labelOf, planned } from "../plan-study.ts";
import type { StudentSummary } from "../results/summary.ts";
import type { Study } from "../study/schema.ts";
import { UserError } from "../user-error.ts";
import { checkModule } from "./check-module.ts";
import { javascriptOf } from "./javascript.ts";
import { renderModelCard } from "./model-card.ts";

export const exportFormats = ["js", "layers-model"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions {
  readonly format: ExportFormat;
  /** The folder that is made; it must not be there. */
  readonly output: string;
  readonly engine?: EngineChoice;
  readonly storeDir: string;
  readonly baseFolder?: string;
}

export interface Exported {
  readonly folder: string;
  readonly files: readonly string[];
  readonly checkedSamples: number;
}

/** @throws UserError for a row that is not there, not done, or of a kind that has no such format */
export async function exportRow(study: Study, wanted: string, options: ExportOptions): Promise<Exported> {
  const { planning, store, stored } = await planned(study, options);
  const { datasets } = planning;
  const { plan, done } = stored;
  const row = theRow(plan.rows, wanted, study.name);
  const student = exportable(row, done);
  const experiment = study.experiments.find(({ name }) => name === row.experiment)!;
  const dataset = datasets.byHash(datasets.planned(experiment, student.seed).source.hash);
  const { metrics, cost } = await store.summary<StudentSummary>(row.key);
  const source = await javascriptOf(store, student, dataset);

  const goal = resolve(options.output);
  await mkdir(dirname(goal), { recursive: true });
  const draft = await mkdtemp(join(dirname(goal), `.${basename(goal)}-`));
  try {
    const model = join(draft, "model.mjs");
    await writeFile(model, source.text);
    const checkedSamples = await checkModule(model, dataset, source.scale, metrics.test.wrong);
    if (options.format === "layers-model") {
      await rm(model);
      for (const name of ["model.json", "weights.bin"])
        await writeFile(join(draft, name), await store.read(row.key, name));
    }
    const files = filesOf(options.format);
    await writeFile(
      join(draft, "README.md"),
      renderModelCard({
        name: labelOf(row),
        study: study.name,
        experiment: row.experiment,
        seed: student.seed,
        key: row.key,
        identity: row.identity,
        dataset: { ...dataset, scale: scaleText(source.scale) },
        teacher: student.cell.student.labels === "hard" ? null : (student.cell.teacher?.name ?? null),
        metrics,
        cost,
        usage: usageOf(options.format),
        checked: `The exported model gives the class that the student gave for all ${checkedSamples} test samples.`,
      }),
    );
    await place(draft, goal);
    return { folder: options.output, files: [...files, "README.md"], checkedSamples };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }

  function exportable(found: PlannedRow, isDone: ReadonlySet<string>) {
    if (found.role !== "student") {
      throw new UserError(`Expected a student to export, got the ${found.role} "${labelOf(found)}".`);
    }
    const { kind } = found.cell.student;
    if (kind === "soft-tree" || (kind === "tree" && options.format === "layers-model")) {
      throw new UserError(
        `Expected ${kind === "tree" ? "--format js for a tree" : "a network or a tree"}, got ` +
          `${kind === "tree" ? `\`${options.format}\`` : `"${labelOf(found)}", a soft decision tree: its arrays lie in the store as .npy files (distilgrid explain)`}.`,
      );
    }
    if (isDone.has(found.key)) return found;
    throw new UserError(
      `"${labelOf(found)}", seed ${found.seed}, is not done yet, so there is nothing to export. Run the study first.`,
    );
  }
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

function filesOf(format: ExportFormat): string[] {
  return format === "js" ? ["model.mjs"] : ["model.json", "weights.bin"];
}

function scaleText(scale: number): string {
  return scale === 255
    ? "Features are bytes divided by 255, row by row."
    : "Features are taken as they are in the data.";
}

function usageOf(format: ExportFormat): string {
  return format === "js"
    ? '`import { predict, probabilities, logits } from "./model.mjs"`: each takes the features of one sample, as an array of numbers.'
    : "TensorFlow.js: `tf.loadLayersModel` of model.json. It gives logits: take their softmax for probabilities.";
}
