// A plain float64 network with the distillation loss: slow, obvious, independent of the engine. The loss is the
// formula of Hinton, Vinyals, Dean 2015; gradients come from central differences of it.
export interface ReferenceCase {
  readonly sizes: readonly number[];
  readonly temperature: number;
  readonly alpha: number;
}

export type Matrix = readonly (readonly number[])[];

function softmax(logits: readonly number[], temperature: number): number[] {
  const top = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp((logit - top) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** `[kernel, bias, ...]`, kernels row-major `[in, out]`. */
export function referenceLogits(
  sizes: readonly number[],
  weights: readonly ArrayLike<number>[],
  x: readonly number[],
): number[] {
  let values = [...x];
  for (let layer = 0; layer < sizes.length - 1; layer++) {
    const [kernel, bias] = [weights[2 * layer]!, weights[2 * layer + 1]!];
    const outputs = sizes[layer + 1]!;
    const sums = Array.from({ length: outputs }, (_, o) =>
      values.reduce((sum, value, i) => sum + value * kernel[i * outputs + o]!, bias[o]!),
    );
    values = layer === sizes.length - 2 ? sums : sums.map((sum) => Math.max(sum, 0));
  }
  return values;
}

export function referenceLoss(
  { sizes, temperature, alpha }: ReferenceCase,
  weights: readonly ArrayLike<number>[],
  features: Matrix,
  labels: readonly number[],
  teacherLogits: Matrix,
): number {
  const losses = features.map((x, row) => {
    const logits = referenceLogits(sizes, weights, x);
    const hard = -Math.log(softmax(logits, 1)[labels[row]!]!);
    const student = softmax(logits, temperature);
    const teacher = softmax(teacherLogits[row]!, temperature);
    const kl = teacher.reduce((sum, q, c) => sum + q * Math.log(q / student[c]!), 0);
    return (1 - alpha) * hard + alpha * temperature ** 2 * kl;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Central differences of the loss on every weight, step 1e-5. */
export function referenceGradient(
  reference: ReferenceCase,
  weights: readonly Float32Array[],
  features: Matrix,
  labels: readonly number[],
  teacherLogits: Matrix,
): number[][] {
  const exact = weights.map((values) => Float64Array.from(values));
  const lossAt = (values: Float64Array, i: number, at: number) => {
    const before = values[i]!;
    values[i] = at;
    const loss = referenceLoss(reference, exact, features, labels, teacherLogits);
    values[i] = before;
    return loss;
  };
  return exact.map((values) =>
    Array.from(
      values,
      (value, i) => (lossAt(values, i, value + 1e-5) - lossAt(values, i, value - 1e-5)) / 2e-5,
    ),
  );
}
