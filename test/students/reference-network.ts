// A plain float64 network, its distillation loss and its training: slow, obvious, independent of `src`. The loss is
// the formula of Hinton, Vinyals, Dean 2015, section 2; the gradient is written out weight by weight and checked
// against central differences of the loss (reference-network.test.ts).
export type Matrix = readonly (readonly number[])[];

/** Rows of samples: features `[rows, inputs]`, a class a row, teacher's logits `[rows, classes]`. */
export interface Samples {
  readonly features: Matrix;
  readonly labels: readonly number[];
  readonly teacherLogits: Matrix;
}

export interface ReferenceNetwork {
  /** `[inputs, hidden..., classes]` */
  readonly sizes: readonly number[];
  readonly activation: "relu" | "tanh" | "sigmoid";
}

export interface ReferenceLoss extends ReferenceNetwork {
  readonly temperature: number;
  readonly alpha: number;
  readonly labelSmoothing: number;
}

export interface ReferenceTraining extends ReferenceLoss {
  readonly optimizer: "sgd" | "momentum" | "adam";
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly schedule: "constant" | "cosine";
  readonly warmupSteps: number;
}

/** `[kernel, bias, ...]`, kernels row-major `[in, out]`. */
type Weights = readonly ArrayLike<number>[];

function activate(kind: ReferenceNetwork["activation"], value: number): number {
  if (kind === "relu") return Math.max(value, 0);
  return kind === "tanh" ? Math.tanh(value) : 1 / (1 + Math.exp(-value));
}

/** Of the activation at the sum whose value is `output`. */
function slope(kind: ReferenceNetwork["activation"], output: number): number {
  if (kind === "relu") return output > 0 ? 1 : 0;
  return kind === "tanh" ? 1 - output ** 2 : output * (1 - output);
}

/** The input, then the output of each layer. */
function layerOutputs({ sizes, activation }: ReferenceNetwork, weights: Weights, x: readonly number[]) {
  const outputs: (readonly number[])[] = [x];
  for (let layer = 0; layer < sizes.length - 1; layer++) {
    const [kernel, bias] = [weights[2 * layer]!, weights[2 * layer + 1]!];
    const width = sizes[layer + 1]!;
    const input = outputs[layer]!;
    const sums = Array.from({ length: width }, (_, o) =>
      input.reduce((sum, value, i) => sum + value * kernel[i * width + o]!, bias[o]!),
    );
    outputs.push(layer === sizes.length - 2 ? sums : sums.map((sum) => activate(activation, sum)));
  }
  return outputs;
}

export function referenceLogits(network: ReferenceNetwork, weights: Weights, x: readonly number[]) {
  return layerOutputs(network, weights, x).at(-1)!;
}

function softmax(logits: readonly number[], temperature: number): number[] {
  const top = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp((logit - top) / temperature));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

function smoothLabel(label: number, classes: number, smoothing: number): number[] {
  return Array.from({ length: classes }, (_, c) => (c === label ? 1 - smoothing : 0) + smoothing / classes);
}

export function referenceLoss(settings: ReferenceLoss, weights: Weights, samples: Samples): number {
  const { temperature, alpha, labelSmoothing } = settings;
  const losses = samples.features.map((x, row) => {
    const logits = referenceLogits(settings, weights, x);
    const probs = softmax(logits, 1);
    const target = smoothLabel(samples.labels[row]!, logits.length, labelSmoothing);
    const hard = target.reduce((sum, y, c) => (y === 0 ? sum : sum - y * Math.log(probs[c]!)), 0);
    const student = softmax(logits, temperature);
    const teacher = softmax(samples.teacherLogits[row]!, temperature);
    const kl = teacher.reduce((sum, q, c) => sum + q * Math.log(q / student[c]!), 0);
    return (1 - alpha) * hard + alpha * temperature ** 2 * kl;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Of `referenceLoss`, by backpropagation. */
export function referenceGradient(
  settings: ReferenceLoss,
  weights: Weights,
  samples: Samples,
): Float64Array[] {
  const { sizes, activation, temperature, alpha, labelSmoothing } = settings;
  const rows = samples.features.length;
  const gradient = weights.map((values) => new Float64Array(values.length));
  samples.features.forEach((x, row) => {
    const outputs = layerOutputs(settings, weights, x);
    const logits = outputs.at(-1)!;
    const probs = softmax(logits, 1);
    const target = smoothLabel(samples.labels[row]!, logits.length, labelSmoothing);
    const student = softmax(logits, temperature);
    const teacher = softmax(samples.teacherLogits[row]!, temperature);
    let dSums = logits.map(
      (_, c) =>
        ((1 - alpha) * (probs[c]! - target[c]!) + alpha * temperature * (student[c]! - teacher[c]!)) / rows,
    );
    for (let layer = sizes.length - 2; layer >= 0; layer--) {
      const kernel = weights[2 * layer]!;
      const input = outputs[layer]!;
      const width = dSums.length;
      dSums.forEach((d, o) => {
        gradient[2 * layer + 1]![o]! += d;
        for (let i = 0; i < input.length; i++) gradient[2 * layer]![i * width + o]! += d * input[i]!;
      });
      dSums = input.map(
        (value, i) =>
          dSums.reduce((sum, d, o) => sum + d * kernel[i * width + o]!, 0) * slope(activation, value),
      );
    }
  });
  return gradient;
}

/** The learning rate of step 1, 2, ... of `steps`. */
function rateOfStep(settings: ReferenceTraining, step: number, steps: number): number {
  const { learningRate, schedule, warmupSteps } = settings;
  if (step <= warmupSteps) return (learningRate * step) / warmupSteps;
  if (schedule === "constant") return learningRate;
  const done = step - warmupSteps - 1; // steps of the cosine before this one
  return learningRate * 0.5 * (1 + Math.cos((Math.PI * done) / (steps - warmupSteps)));
}

/** Weights after one step a batch. Adam: TensorFlow's ApplyAdam, with Keras's epsilon. */
export function referenceTraining(
  settings: ReferenceTraining,
  initial: Weights,
  batches: readonly Samples[],
  steps = batches.length,
): Float64Array[] {
  const weights = initial.map((values) => Float64Array.from(values));
  const zeros = () => weights.map((values) => new Float64Array(values.length));
  const [first, second] = [zeros(), zeros()];
  batches.forEach((samples, index) => {
    const t = index + 1;
    const rate = rateOfStep(settings, t, steps);
    const gradient = referenceGradient(settings, weights, samples);
    weights.forEach((values, array) => {
      for (let i = 0; i < values.length; i++) {
        const g = gradient[array]![i]!;
        if (array % 2 === 0) values[i]! *= 1 - rate * settings.weightDecay; // kernels alone
        const [m, v] = [first[array]!, second[array]!];
        if (settings.optimizer === "sgd") {
          values[i]! -= rate * g;
        } else if (settings.optimizer === "momentum") {
          m[i] = settings.momentum * m[i]! + g;
          values[i]! -= rate * m[i]!;
        } else {
          m[i] = 0.9 * m[i]! + 0.1 * g;
          v[i] = 0.999 * v[i]! + 0.001 * g * g;
          const corrected = (rate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
          values[i]! -= (corrected * m[i]!) / (Math.sqrt(v[i]!) + 1e-7);
        }
      }
    });
  });
  return weights;
}
