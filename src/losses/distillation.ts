// The loss of a lane, averaged over the rows of the batch (Hinton, Vinyals, Dean 2015, arXiv 1503.02531, section 2):
//   (1 - alpha) * CE(label, student) + alpha * T^2 * KL(teacher_T || student_T),   p_T = softmax(logits / T)
// Its gradient on the student's logits z, by hand:
//   (1 - alpha) / N * (p - y)  +  alpha * T / N * (p_T - q_T)
// With T^2 in front the soft term's gradient is about independent of T for large T: (z - v) / (N * classes) for
// centred logits (section 2.1). With label smoothing s, y is (1 - s) * onehot + s / classes (Szegedy et al. 2016,
// arXiv 1512.00567, section 7).
//
// Rows lie along the last axis, so that every operation is a long vector loop; a softmax runs over the axis before it.
import type { Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import type { Tf } from "../engine/engine.ts";
import { teacherProbs } from "./teacher-probs.ts";

export interface LossWeights {
  readonly temperature: number;
  /** Weight of the soft term: 0 for hard labels. */
  readonly alpha: number;
  readonly labelSmoothing: number;
  /** Multiplies the gradient: 1, or a lane's own learning rate where the update rule is linear in it. */
  readonly scale: number;
}

/** Logits of all lanes `[lanes, classes, rows]` -> gradient of each lane's loss, of the same shape. */
export interface DistillationGradient {
  of(
    logits: Tensor3D,
    labels: Tensor3D,
    teacherLogits: Tensor3D | null,
    rows: number,
    batchRows: number,
  ): Tensor3D;
  dispose(): void;
}

/**
 * `labels` and `teacherLogits` are `[1, classes, rows]`, shared by the lanes; rows from `rows` on weigh nothing, each
 * before weighs 1 / `batchRows`.
 */
export function distillationGradient(
  tf: Tf,
  lanes: readonly LossWeights[],
  numClasses: number,
): DistillationGradient {
  const perLane = (values: readonly number[]) =>
    tf.keep(tf.tensor3d(values as number[], [values.length, 1, 1]));
  const coldness = perLane(lanes.map(({ temperature }) => 1 / temperature));
  const teacher = teacherProbs(
    tf,
    lanes.map(({ temperature }) => temperature),
  );
  const coefficients = laneCoefficients(tf, lanes, numClasses);
  const anyHard = lanes.some(({ alpha }) => alpha < 1);
  const anySoft = lanes.some(({ alpha }) => alpha > 0);
  const anySmoothing = lanes.some(({ labelSmoothing }) => labelSmoothing > 0);

  const centred = (logits: Tensor3D) => tf.sub<Tensor3D>(logits, tf.max(logits, 1, true));
  /** `weight * softmax(logits)` from centred logits. */
  function weightedProbs(centredLogits: Tensor3D, weight: Tensor): Tensor3D {
    const exponentials = tf.exp(centredLogits);
    return tf.mul(exponentials, tf.div(weight, tf.sum(exponentials, 1, true)));
  }

  return {
    // Hard term, soft term, then their targets, in this order for every stack: a term that a lane does not have adds 0.
    of(logits, labels, teacherLogits, rows, batchRows) {
      const { hard, soft, label, spread } = coefficients.of(rows, logits.shape[2], batchRows);
      const z = centred(logits);
      const terms: Tensor3D[] = [];
      if (anyHard) terms.push(weightedProbs(z, hard));
      if (anySoft) terms.push(weightedProbs(tf.mul(z, coldness), soft));
      const targets: Tensor[] = [];
      if (anyHard) targets.push(tf.mul(labels, label));
      if (anySoft) targets.push(tf.mul(teacher.of(teacherLogits!), soft));
      if (anySmoothing) targets.push(spread);
      const sum = terms.length === 2 ? tf.add<Tensor3D>(terms[0]!, terms[1]!) : terms[0]!;
      return targets.reduce<Tensor3D>((gradient, target) => tf.sub(gradient, target), sum);
    },
    dispose() {
      coldness.dispose();
      teacher.dispose();
      coefficients.dispose();
    },
  };
}

/** Weights of the terms by lane: `[lanes, 1, 1]` for a full batch, `[lanes, 1, paddedRows]` where the last rows weigh nothing. */
interface Coefficients {
  readonly hard: Tensor;
  readonly soft: Tensor;
  readonly label: Tensor;
  readonly spread: Tensor;
}

function laneCoefficients(tf: Tf, lanes: readonly LossWeights[], numClasses: number) {
  const made = new Map<string, Coefficients>();

  function make(rows: number, paddedRows: number, batchRows: number): Coefficients {
    const width = rows === paddedRows ? 1 : paddedRows;
    const ofLanes = (weight: (lane: LossWeights) => number) => {
      const weights = lanes.map((lane) => (weight(lane) * lane.scale) / batchRows);
      const same = weights.every((value) => value === weights[0]); // one number then serves all lanes
      const values = (same ? weights.slice(0, 1) : weights).flatMap((value) =>
        Array.from({ length: width }, (_, row) => (row < rows ? value : 0)),
      );
      return tf.keep(tf.tensor3d(values, [values.length / width, 1, width]));
    };
    return {
      hard: ofLanes(({ alpha }) => 1 - alpha),
      soft: ofLanes(({ alpha, temperature }) => alpha * temperature),
      label: ofLanes(({ alpha, labelSmoothing }) => (1 - alpha) * (1 - labelSmoothing)),
      spread: ofLanes(({ alpha, labelSmoothing }) => ((1 - alpha) * labelSmoothing) / numClasses),
    };
  }

  return {
    of(rows: number, paddedRows: number, batchRows: number): Coefficients {
      const name = `${rows}/${paddedRows}/${batchRows}`;
      const found = made.get(name) ?? make(rows, paddedRows, batchRows);
      made.set(name, found);
      return found;
    },
    dispose() {
      for (const { hard, soft, label, spread } of made.values()) tf.dispose([hard, soft, label, spread]);
    },
  };
}
