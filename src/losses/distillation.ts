// The loss of a lane, averaged over the rows of the batch (Hinton, Vinyals, Dean 2015, arXiv 1503.02531, section 2):
//   (1 - alpha) * CE(label, student) + alpha * T^2 * KL(teacher_T || student_T),   p_T = softmax(logits / T)
// Its gradient on the student's logits z, by hand:
//   (1 - alpha) / N * (p - y)  +  alpha * T / N * (p_T - q_T)
// With T^2 in front the soft term's gradient is about independent of T for large T: (z - v) / (N * classes) for
// centred logits (section 2.1).
import type { Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import type { Tf } from "../engine/engine.ts";

export interface LossWeights {
  readonly temperature: number;
  /** Weight of the soft term: 0 for hard labels. */
  readonly alpha: number;
  /** Multiplies the gradient: 1, or a lane's own learning rate where the update rule is linear in it. */
  readonly scale: number;
}

/** Logits of all lanes `[lanes, rows, classes]` -> gradient of each lane's loss, of the same shape. */
export interface DistillationGradient {
  of(logits: Tensor3D, labels: Tensor, teacherLogits: Tensor | null, rows: number): Tensor3D;
  dispose(): void;
}

/** `labels` and `teacherLogits` are `[1, rows, classes]`, shared by the lanes; rows from `rows` on weigh nothing. */
export function distillationGradient(tf: Tf, lanes: readonly LossWeights[]): DistillationGradient {
  const shape: [number, number, number] = [lanes.length, 1, 1];
  const coldness = tf.keep(
    tf.tensor(
      Float32Array.from(lanes, (lane) => 1 / lane.temperature),
      shape,
    ),
  );
  const anyHard = lanes.some(({ alpha }) => alpha < 1);
  const anySoft = lanes.some(({ alpha }) => alpha > 0);
  const coefficients = new Map<string, { hard: Tensor; soft: Tensor }>();

  /** `[lanes, 1, 1]` for a full batch, `[lanes, paddedRows, 1]` where the last rows weigh nothing. */
  function coefficientsOf(rows: number, paddedRows: number) {
    const name = `${rows}/${paddedRows}`;
    let found = coefficients.get(name);
    if (!found) {
      const ofLanes = (weight: (lane: LossWeights) => number) => {
        const width = rows === paddedRows ? 1 : paddedRows;
        const values = lanes.flatMap((lane) =>
          Array.from({ length: width }, (_, row) => (row < rows ? (weight(lane) * lane.scale) / rows : 0)),
        );
        return tf.keep(tf.tensor(Float32Array.from(values), [lanes.length, width, 1]));
      };
      found = {
        hard: ofLanes(({ alpha }) => 1 - alpha),
        soft: ofLanes(({ alpha, temperature }) => alpha * temperature),
      };
      coefficients.set(name, found);
    }
    return found;
  }

  return {
    of(logits, labels, teacherLogits, rows) {
      const { hard, soft } = coefficientsOf(rows, logits.shape[1]);
      const hardTerm = () => tf.mul<Tensor3D>(tf.sub(tf.softmax(logits), labels), hard);
      const softTerm = () => {
        const student = tf.softmax(tf.mul(logits, coldness));
        const teacher = tf.softmax(tf.mul(teacherLogits!, coldness));
        return tf.mul<Tensor3D>(tf.sub(student, teacher), soft);
      };
      if (!anySoft) return hardTerm();
      return anyHard ? tf.add(hardTerm(), softTerm()) : softTerm();
    },
    dispose() {
      coldness.dispose();
      for (const { hard, soft } of coefficients.values()) tf.dispose([hard, soft]);
    },
  };
}
