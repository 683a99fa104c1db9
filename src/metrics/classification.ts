// Every number that a row tells about the quality of a classifier. Sums run over samples in float64, so nothing
// depends on how the predictions were cut into batches. All probabilities are those of temperature 1.
import { Matrix } from "ml-matrix";
import { argmax } from "../numeric/argmax.ts";
import { logSoftmaxRow } from "../numeric/log-softmax.ts";
import type { Metrics } from "../results/row.ts";
import { UserError } from "../user-error.ts";
import { calibration } from "./calibration.ts";

export interface Predictions {
  /** `[n, numClasses]`, row-major. */
  readonly logits: Float32Array;
  /** `[n]`, each in `0 .. numClasses - 1`. */
  readonly labels: ArrayLike<number>;
  readonly numClasses: number;
  /** `[n, numClasses]` of the same samples; null without a teacher. */
  readonly teacherLogits: Float32Array | null;
}

/** The definitions stand at `Metrics`. Throws a UserError when a logit is not finite: a training that diverged. */
export function classificationMetrics(predictions: Predictions): Metrics {
  const { logits, labels, numClasses, teacherLogits } = predictions;
  const samples = checkedSamples(predictions);
  const ece = calibration(15);
  const confusion = Matrix.zeros(numClasses, numClasses);
  const teacher = teacherLogits === null ? null : teacherComparison(teacherLogits, numClasses);
  const logProbs = new Float64Array(numClasses); // of one sample at a time
  let nll = 0;
  let brier = 0;
  for (let sample = 0; sample < samples; sample++) {
    const label = labels[sample]!;
    const predicted = argmax(logits, sample * numClasses, numClasses);
    logSoftmaxRow(logits, sample * numClasses, logProbs);
    nll -= logProbs[label]!; // finite without a clamp: a log-softmax never takes the logarithm of 0
    brier += squaredDistance(logProbs, label);
    ece.add(Math.exp(logProbs[predicted]!), predicted === label);
    confusion.set(label, predicted, confusion.get(label, predicted) + 1);
    teacher?.add(sample, logProbs, predicted);
  }
  const correct = confusion.trace();
  return {
    samples,
    errors: samples - correct,
    accuracy: correct / samples,
    nll: nll / samples,
    brier: brier / samples,
    ece: ece.error(),
    teacherAgreement: teacher === null ? null : teacher.agreed() / samples,
    teacherKl: teacher === null ? null : teacher.klSum() / samples,
    confusion: confusion.to2DArray(),
  };
}

/** Sum over classes of `(p - y)^2`, y the one-hot label. */
function squaredDistance(logProbs: Float64Array, label: number): number {
  let sum = 0;
  for (let k = 0; k < logProbs.length; k++) {
    const difference = Math.exp(logProbs[k]!) - (k === label ? 1 : 0);
    sum += difference * difference;
  }
  return sum;
}

/** Agreement with the teacher and KL(teacher || student), sample by sample. */
function teacherComparison(teacherLogits: Float32Array, numClasses: number) {
  const teacher = new Float64Array(numClasses);
  let agreed = 0;
  let klSum = 0;
  return {
    add(sample: number, student: Float64Array, predicted: number) {
      const start = sample * numClasses;
      if (argmax(teacherLogits, start, numClasses) === predicted) agreed++;
      logSoftmaxRow(teacherLogits, start, teacher);
      for (let k = 0; k < numClasses; k++) klSum += Math.exp(teacher[k]!) * (teacher[k]! - student[k]!);
    },
    agreed: () => agreed,
    klSum: () => Math.max(0, klSum), // rounding may leave -1e-16 where the two are equal
  };
}

function checkedSamples({ logits, labels, numClasses, teacherLogits }: Predictions): number {
  const expected = labels.length * numClasses;
  if (labels.length === 0 || logits.length !== expected || (teacherLogits ?? logits).length !== expected) {
    throw new RangeError(
      `Expected ${labels.length} x ${numClasses} logits of at least one sample, got ${logits.length}` +
        `${teacherLogits === null ? "" : ` and ${teacherLogits.length} of the teacher`}`,
    );
  }
  for (let sample = 0; sample < labels.length; sample++) {
    if (!(labels[sample]! >= 0 && labels[sample]! < numClasses)) {
      throw new RangeError(
        `Expected labels of 0 to ${numClasses - 1}, got ${labels[sample]} (sample ${sample})`,
      );
    }
  }
  checkFinite(logits, numClasses, "logits");
  if (teacherLogits !== null) checkFinite(teacherLogits, numClasses, "teacher's logits");
  return labels.length;
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
