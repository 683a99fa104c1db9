// What a teacher from outside gives, as logits, and the check that it is what the study says.
import { logitsOfProbabilities } from "../metrics/logits-of-probabilities.ts";
import type { LogitsTeacherSpec } from "../study/schema.ts";
import { UserError } from "../user-error.ts";

/** Of a float32 softmax of a thousand classes, or of one that was printed to three places. */
const sumTolerance = 2e-3;

/**
 * `outputs`: `[rows, numClasses]`. Probabilities become their logarithms, cut off at that of 1e-7.
 * @throws UserError for what is not finite, for probabilities that are none, and for logits all of which are probabilities
 */
export function logitsOfOutput(
  outputs: ArrayLike<number>,
  numClasses: number,
  output: LogitsTeacherSpec["output"],
  file: string,
): Float32Array {
  requireFinite(outputs, numClasses, file);
  const logits = Float32Array.from(outputs);
  const rows = logits.length / numClasses;
  const unlike = Array.from({ length: rows }, (_, row) => row).find(
    (row) => !isDistribution(logits, row, numClasses),
  );
  if (output === "logits") {
    if (unlike !== undefined || rows === 0) return logits;
    throw new UserError(
      `${file}: expected logits, got rows that are all probabilities: from 0 to 1, with the sum 1. ` +
        "Write `output: probabilities`: their logarithms are then taken.",
    );
  }
  if (unlike === undefined) return logitsOfProbabilities(logits.map((p) => Math.min(1, Math.max(0, p))));
  const row = Array.from(logits.subarray(unlike * numClasses, (unlike + 1) * numClasses));
  throw new UserError(
    `${file}: expected probabilities, from 0 to 1 with the sum 1, got \`${row.slice(0, 10).join(", ")}\` in row ${unlike} (the first is 0). ` +
      "Write `output: logits` if that is what they are.",
  );
}

/** `outputs`: `[rows, numClasses]`. @throws UserError for one that is not finite as a float32 */
export function requireFinite(outputs: ArrayLike<number>, numClasses: number, file: string): void {
  for (let at = 0; at < outputs.length; at++) {
    if (Number.isFinite(Math.fround(outputs[at]!))) continue;
    throw new UserError(
      `${file}: expected finite numbers, got \`${outputs[at]}\` in row ${Math.floor(at / numClasses)} (the first is 0), ` +
        `column ${at % numClasses}. A teacher has an answer for every sample.`,
    );
  }
}

function isDistribution(values: Float32Array, row: number, numClasses: number): boolean {
  let sum = 0;
  for (let at = row * numClasses; at < (row + 1) * numClasses; at++) {
    if (!(values[at]! >= -1e-6 && values[at]! <= 1 + 1e-6)) return false;
    sum += values[at]!;
  }
  return Math.abs(sum - 1) <= sumTolerance;
}
