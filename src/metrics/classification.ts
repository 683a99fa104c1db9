// Every number that a row tells about the quality of a classifier. Sums run over samples in float64, so nothing
// depends on how the predictions were cut into batches. All probabilities are those of temperature 1.
import { Matrix } from "ml-matrix";
import { argmax } from "../numeric/argmax.ts";
import { logSoftmaxRow } from "../numeric/log-softmax.ts";
import type { TestMetrics } from "../results/row.ts";
import { codedPlaces } from "../results/sample-places.ts";
import { UserError } from "../user-error.ts";
import { calibration, eceBins } from "./calibration.ts";

export interface Predictions {
  /** `[rows, numClasses]`, row-major. */
  readonly logits: Float32Array;
  /** `[n]`: the row of each sample, where many share one, as in the leaf of a tree; null: row i is of sample i. */
  readonly rows: Uint32Array | null;
  /** `[n]`, each in `0 .. numClasses - 1`. */
  readonly labels: ArrayLike<number>;
  readonly numClasses: number;
  /** Of the same samples; null without a teacher. */
  readonly teacher: TeacherPredictions | null;
}

/** The definitions stand at `TestMetrics`. Throws a UserError when a logit is not finite: a training that diverged. */
export function classificationMetrics(predictions: Predictions): TestMetrics {
  const { rows, labels, numClasses, teacher } = predictions;
  const samples = checkedSamples(predictions);
  const own = rowPredictions(predictions.logits, numClasses);
  const ece = calibration(eceBins);
  const confusion = Matrix.zeros(numClasses, numClasses);
  const wrong: number[] = [];
  let nll = 0;
  let brier = 0;
  let agreed = 0;
  let klSum = 0;
  for (let sample = 0; sample < samples; sample++) {
    const label = labels[sample]!;
    const row = rows === null ? sample : rows[sample]!;
    const predicted = own.predicted[row]!;
    nll -= own.logProbs[row * numClasses + label]!; // finite without a clamp: a log-softmax never takes the logarithm of 0
    brier += squaredDistance(own, row, label, numClasses);
    ece.add(own.probs[row * numClasses + predicted]!, predicted === label);
    if (predicted !== label) wrong.push(sample);
    confusion.set(label, predicted, confusion.get(label, predicted) + 1);
    if (teacher === null) continue;
    if (teacher.predicted[sample] === predicted) agreed++;
    klSum = addedKl(klSum, teacher, sample, own, row, numClasses);
  }
  const correct = confusion.trace();
  return {
    samples,
    errors: samples - correct,
    accuracy: correct / samples,
    nll: nll / samples,
    brier: brier / samples,
    ece: ece.error(),
    teacherAgreement: teacher === null ? null : agreed / samples,
    teacherKl: teacher === null ? null : Math.max(0, klSum) / samples, // rounding may leave -1e-16 where the two are equal
    confusion: confusion.to2DArray(),
    reliability: ece.bins(),
    wrong: codedPlaces(wrong),
  };
}

/** What is needed of each row of logits, at temperature 1. */
interface RowPredictions {
  /** `[rows, numClasses]` */
  readonly logProbs: Float64Array;
  /** `[rows, numClasses]` */
  readonly probs: Float64Array;
  /** `[rows]`: the top class, of equal ones the lowest. */
  readonly predicted: Int32Array;
}

export type TeacherPredictions = RowPredictions;

/** `logits` `[n, numClasses]` of the samples that students are judged by; made once for all of them. */
export function teacherPredictions(logits: Float32Array, numClasses: number): TeacherPredictions {
  checkFinite(logits, numClasses, "teacher's logits");
  return rowPredictions(logits, numClasses);
}

function rowPredictions(logits: Float32Array, numClasses: number): RowPredictions {
  const logProbs = new Float64Array(logits.length);
  const predicted = new Int32Array(logits.length / numClasses);
  for (let row = 0; row < predicted.length; row++) {
    const first = row * numClasses;
    predicted[row] = argmax(logits, first, numClasses);
    logSoftmaxRow(logits, first, logProbs.subarray(first, first + numClasses));
  }
  return { logProbs, probs: logProbs.map(Math.exp), predicted };
}

/** Sum over classes of `(p - y)^2`, y the one-hot label. */
function squaredDistance({ probs }: RowPredictions, row: number, label: number, numClasses: number): number {
  let sum = 0;
  for (let k = 0; k < numClasses; k++) {
    const difference = probs[row * numClasses + k]! - (k === label ? 1 : 0);
    sum += difference * difference;
  }
  return sum;
}

/** `sum` and KL(teacher || student) of one sample, term by term. */
function addedKl(
  sum: number,
  teacher: RowPredictions,
  sample: number,
  student: RowPredictions,
  row: number,
  numClasses: number,
): number {
  let added = sum;
  for (let k = 0; k < numClasses; k++) {
    const at = sample * numClasses + k;
    added += teacher.probs[at]! * (teacher.logProbs[at]! - student.logProbs[row * numClasses + k]!);
  }
  return added;
}

function checkedSamples({ logits, rows, labels, numClasses, teacher }: Predictions): number {
  const samples = labels.length;
  const isWhole = rows === null ? logits.length === samples * numClasses : rows.length === samples;
  if (samples === 0 || !isWhole || (teacher !== null && teacher.predicted.length !== samples)) {
    throw new RangeError(
      `Expected ${samples} x ${numClasses} logits of at least one sample, got ${logits.length}` +
        `${rows === null ? "" : `, ${rows.length} rows`}` +
        `${teacher === null ? "" : ` and ${teacher.probs.length} of the teacher`}`,
    );
  }
  for (let sample = 0; sample < samples; sample++) {
    if (!(labels[sample]! >= 0 && labels[sample]! < numClasses)) {
      throw new RangeError(
        `Expected labels of 0 to ${numClasses - 1}, got ${labels[sample]} (sample ${sample})`,
      );
    }
  }
  checkFinite(logits, numClasses, "logits");
  return samples;
}

function checkFinite(logits: Float32Array, numClasses: number, whose: string): void {
  let at = 0;
  while (at < logits.length && Number.isFinite(logits[at])) at++;
  if (at === logits.length) return;
  throw new UserError(
    `Expected the ${whose} to be finite, got \`${logits[at]}\` for class ${at % numClasses} of sample ` +
      `${Math.floor(at / numClasses)}. The training diverged: lower \`learningRate\`.`,
  );
}
