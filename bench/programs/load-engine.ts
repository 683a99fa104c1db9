import type { EngineName } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";

/** Until an engine has shown that it works. */
export async function loadEngineAndMultiply(name: EngineName): Promise<void> {
  const { tf, matMul } = await loadEngine(name);
  const product = tf.tidy(() => matMul(tf.tensor2d([[6]]), tf.tensor2d([[7]])).dataSync()[0]);
  if (product !== 42) throw new Error(`Expected 6 x 7 to be 42, got ${product}`);
}
