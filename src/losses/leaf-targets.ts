// What the leaves of a soft decision tree are pulled to by a row (src/students/soft-tree-leaves.ts):
//   t = (1 - alpha) y + alpha T softmax(teacher / T),    y = (1 - s) onehot + s / classes
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Tf } from "../engine/engine.ts";
import type { LossWeights } from "./distillation.ts";
import { teacherProbs } from "./teacher-probs.ts";

export interface LeafTargets {
  /** `labels` and `teacherLogits` `[1, classes, rows]` -> `[lanes, classes, rows]` */
  of(labels: Tensor3D, teacherLogits: Tensor3D | null): Tensor3D;
  dispose(): void;
}

export function leafTargets(
  tf: Tf,
  lanes: readonly Omit<LossWeights, "scale">[],
  numClasses: number,
): LeafTargets {
  const perLane = (weight: (lane: Omit<LossWeights, "scale">) => number) =>
    tf.keep(tf.tensor3d(lanes.map(weight), [lanes.length, 1, 1]));
  const label = perLane(({ alpha, labelSmoothing }) => (1 - alpha) * (1 - labelSmoothing));
  const spread = perLane(({ alpha, labelSmoothing }) => ((1 - alpha) * labelSmoothing) / numClasses);
  const soft = perLane(({ alpha, temperature }) => alpha * temperature);
  const teacher = teacherProbs(
    tf,
    lanes.map(({ temperature }) => temperature),
  );
  const anySoft = lanes.some(({ alpha }) => alpha > 0);
  return {
    of(labels, teacherLogits) {
      const hard = tf.add<Tensor3D>(tf.mul(labels, label), spread);
      return anySoft ? tf.add<Tensor3D>(hard, tf.mul(teacher.of(teacherLogits!), soft)) : hard;
    },
    dispose() {
      tf.dispose([label, spread, soft]);
      teacher.dispose();
    },
  };
}
