import type { TrainingSpec } from "../study/schema.ts";

type Budget = Pick<TrainingSpec, "epochs" | "batchSize">;

/** `epochRows`: rows that an epoch has. */
export function stepsOfEpoch({ batchSize }: Pick<Budget, "batchSize">, epochRows: number): number {
  return Math.ceil(epochRows / batchSize);
}

/** Of a whole training, if nothing stops it early. */
export function stepsOfTraining(budget: Budget, epochRows: number): number {
  return budget.epochs * stepsOfEpoch(budget, epochRows);
}
