import type { Row, StudentRow } from "../../src/results/row.ts";

/** The rows with other accuracies for the cells of one arm, by seed 1, 2, ...; the rest as it is. */
export function withAccuracies(
  rows: readonly Row[],
  arm: string,
  split: "test" | "validation",
  accuracies: readonly number[],
  only: (row: StudentRow) => boolean = () => true,
): Row[] {
  return rows.map((row) => {
    if (row.role !== "student" || row.state !== "done" || row.arm !== arm || !only(row)) return row;
    const accuracy = accuracies[row.seed - 1]!;
    return { ...row, metrics: { ...row.metrics, [split]: { ...row.metrics[split], accuracy } } };
  });
}

/** The rows with the cells of one arm failed for some seeds. */
export function withFailures(
  rows: readonly Row[],
  arm: string,
  seeds: readonly number[],
  error: string,
): Row[] {
  return rows.map((row) => {
    if (row.role !== "student" || row.arm !== arm || !seeds.includes(row.seed)) return row;
    const { schemaVersion, key, experiment, role, seed, variant, spec, teacher } = row;
    return {
      schemaVersion,
      key,
      experiment,
      role,
      seed,
      arm,
      variant,
      spec,
      teacher,
      state: "failed",
      error,
    };
  });
}

/** The rows with one result for all seeds of an arm, as of a tree on data with a fixed seed: that of its first. */
export function withSharedCells(rows: readonly Row[], arm: string): Row[] {
  const isOfArm = (row: Row): row is StudentRow =>
    row.role === "student" && row.state === "done" && row.arm === arm;
  const first = rows.find(isOfArm)!;
  return rows.map((row) => (isOfArm(row) ? { ...first, seed: row.seed } : row));
}
