import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Tf } from "../engine/engine.ts";

export interface TeacherProbs {
  /**
   * Logits `[1, classes, rows]` -> softmax at each lane's temperature, `[lanes, classes, rows]`; `[1, classes, rows]` where
   * all lanes have one temperature.
   */
  of(teacherLogits: Tensor3D): Tensor3D;
  dispose(): void;
}

/** A teacher's softmax is made once a temperature, not once a lane. `temperatures`: of each lane. */
export function teacherProbs(tf: Tf, temperatures: readonly number[]): TeacherProbs {
  const different = [...new Set(temperatures)];
  const coldness = tf.keep(
    tf.tensor3d(
      different.map((temperature) => 1 / temperature),
      [different.length, 1, 1],
    ),
  );
  const places = temperatures.map((temperature) => different.indexOf(temperature));
  const placeOfLane = tf.keep(tf.tensor1d(places, "int32"));
  return {
    of(teacherLogits) {
      const cold = tf.mul<Tensor3D>(teacherLogits, coldness);
      const exponentials = tf.exp(tf.sub<Tensor3D>(cold, tf.max(cold, 1, true)));
      const probs = tf.div<Tensor3D>(exponentials, tf.sum(exponentials, 1, true));
      return different.length === 1 ? probs : tf.gather(probs, placeOfLane);
    },
    dispose: () => tf.dispose([coldness, placeOfLane]),
  };
}
