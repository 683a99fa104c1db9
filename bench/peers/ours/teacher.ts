import { loadEngine } from "../../../src/engine/load.ts";
import { readWeights } from "../../../src/formats/layers-model.ts";
import { deepNetwork } from "../../../src/teachers/deep-network.ts";
import { teacherLayers } from "../../../src/teachers/layers.ts";
import { predictWith } from "../../../src/teachers/train-alone.ts";
import { batchFeatures, oneHotLabels } from "../../../src/training/batches.ts";
import { accuracyByLane } from "../../../src/training/evaluate.ts";
import { teacherSpec } from "../config.ts";
import { loadMnist, readBatches, readConfig, readTeacherWeights } from "../data.ts";
import { type Build, checkedRows } from "./build.ts";

/** Steps as `trainAlone` takes them, in this process. */
export const teacher: Build = async (folder, engineName) => {
  const { batchSize, rounds } = await readConfig(folder);
  const engine = await loadEngine(engineName);
  const dataset = await loadMnist();
  const { inputShape, numClasses, labels } = dataset;
  const weights = readWeights(
    await readTeacherWeights(folder),
    inputShape,
    teacherLayers(teacherSpec, numClasses),
  );
  const network = deepNetwork(engine, teacherSpec, inputShape, numClasses, weights, 1);
  const batches = await readBatches(folder, batchSize);
  const checked = Uint32Array.from({ length: checkedRows }, (_, id) => id);
  let counter = 0;
  return {
    async work() {
      for (let step = 0; step < rounds.teacherSteps; step++) {
        const ids = batches[counter % batches.length]!;
        const batch = {
          rows: ids.length,
          features: batchFeatures(dataset, ids),
          labels: oneHotLabels(dataset.labels, dataset.numClasses, ids),
        };
        const { finite } = network.step(batch, { rateFactor: 1, counter, withLoss: false });
        if (!finite) throw new Error(`The loss of step ${counter + 1} is not finite`);
        counter++;
      }
      return rounds.teacherSteps;
    },
    check: async () => accuracyByLane(engine, predictWith(network, dataset), labels, checked, 1)[0]!,
    close: async () => network.close(),
  };
};
