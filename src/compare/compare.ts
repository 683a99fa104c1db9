// Two results folders side by side, as data: rows and studies in, what differs out.
import { failedName } from "../report/failures.ts";
import { type ExperimentResults, experimentResults } from "../report/results.ts";
import type { Row } from "../results/row.ts";
import type { Study } from "../study/schema.ts";
import { type CellCounts, cellCounts, haveSameRows } from "./matched-rows.ts";
import { type ModelChange, modelChanges } from "./model-changes.ts";
import { modelPairs, pointPairs } from "./model-pairs.ts";
import { onlyIn } from "./only-in.ts";
import { type SettingChange, settingChanges } from "./setting-changes.ts";

export interface ResultsFolder {
  readonly folder: string;
  readonly study: Study;
  readonly rows: readonly Row[];
}

export interface Comparison {
  readonly a: Side;
  readonly b: Side;
  /** No setting and no row differs. */
  readonly nothingDiffers: boolean;
  readonly settings: readonly SettingChange[];
  readonly cells: CellCounts;
  /** Teachers, and arms by the variant that each folder chose. */
  readonly models: readonly ModelChange[];
  /** The shared points of the arms' grids. */
  readonly points: readonly ModelChange[];
}

export interface Side {
  readonly folder: string;
  readonly study: string;
  /** Cells that the study asks for. */
  readonly cells: number;
  readonly doneCells: number;
  /** Experiments, teachers and arms that the other study has not. */
  readonly only: readonly string[];
  readonly failed: readonly Failure[];
}

export interface Failure {
  readonly experiment: string;
  readonly what: string;
  readonly seed: number | null;
  readonly error: string;
}

export function compareResults(a: ResultsFolder, b: ResultsFolder): Comparison {
  const [resultsA, resultsB] = [experimentResults(a.study, a.rows), experimentResults(b.study, b.rows)];
  const [sideA, sideB] = [sideOf(a, b.study, resultsA), sideOf(b, a.study, resultsB)];
  const settings = settingChanges(a.study, b.study);
  const sameNames = sideA.only.length === 0 && sideB.only.length === 0;
  return {
    a: sideA,
    b: sideB,
    nothingDiffers: sameNames && settings.length === 0 && haveSameRows(a.rows, b.rows),
    settings,
    cells: cellCounts(a.rows, b.rows),
    models: modelChanges(modelPairs(resultsA, resultsB)),
    points: modelChanges(pointPairs(resultsA, resultsB)),
  };
}

function sideOf(own: ResultsFolder, other: Study, results: readonly ExperimentResults[]): Side {
  return {
    folder: own.folder,
    study: own.study.name,
    cells: results.reduce((sum, { cells }) => sum + cells, 0),
    doneCells: own.rows.filter(({ role, state }) => role === "student" && state === "done").length,
    only: onlyIn(own.study, other),
    failed: results.flatMap(({ failed }) =>
      failed.map((row) => ({
        experiment: row.experiment,
        what: failedName(row),
        seed: row.seed,
        error: row.error,
      })),
    ),
  };
}
