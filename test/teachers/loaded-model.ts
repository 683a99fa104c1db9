// An engine whose TensorFlow has loaded a SavedModel of three classes, for what is checked before it predicts.
import type { Engine } from "../../src/engine/engine.ts";

export function engineWithModel(
  inputShape: readonly number[],
  onLoad: () => unknown = () => null,
  onDispose: () => unknown = () => null,
): Engine {
  const info = (shape: readonly number[]) => ({
    tfDtype: "DT_FLOAT",
    shape: [-1, ...shape].map((extent) => ({ getSize: () => extent })),
  });
  const node = {
    getMetaGraphsFromSavedModel: async () => [{ tags: ["serve"], signatureDefs: { serving_default: {} } }],
    loadSavedModel: async () => {
      await onLoad();
      return {
        signature: { inputs: { x: info(inputShape) }, outputs: { y: info([3]) } },
        dispose: onDispose,
      };
    },
  };
  return { tf: { node } } as unknown as Engine;
}
