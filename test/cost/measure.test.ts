import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadNetwork, loadTree } from "../../src/cost/load-model.ts";
import { measureCosts } from "../../src/cost/measure.ts";
import { type MeasuredModel, measuredModels } from "../../src/cost/measured-models.ts";
import { argmax } from "../../src/numeric/argmax.ts";
import type { StudentRow, TeacherRow } from "../../src/results/row.ts";
import { decodedPlaces } from "../../src/results/sample-places.ts";
import { engineNames, loadVariant, stackVariants } from "../engines.ts";
import { type MadeStudy, madeStudy } from "../plan/made-study.ts";

let made: MadeStudy;
let models: readonly MeasuredModel[];
beforeAll(async () => {
  made = await madeStudy();
  models = measuredModels(made.planning.study, made.rows).models;
});
afterAll(() => rm(made.folder, { recursive: true }));

const datasetOf = ({ dataHash }: MeasuredModel) => made.planning.datasets.byHash(dataHash);

/** Moves on whenever it is asked, so that nothing is measured often. */
function hastyClock() {
  let nowMs = 0;
  return () => {
    nowMs += 50;
    return nowMs;
  };
}

function task() {
  const datasets = new Map(models.map((model) => [model.dataHash, datasetOf(model)]));
  return { models, datasets, storeDir: made.folder, engines: ["portable"] as const };
}

describe("loadNetwork(engine, store, model, dataset), loadTree(store, model, dataset)", () => {
  /** Places of the wrong samples in the test split. */
  function wrongPlaces(model: MeasuredModel, predict: (ids: Uint32Array) => Float32Array): number[] {
    const { splits, labels, numClasses } = datasetOf(model);
    const logits = predict(splits.test);
    const isWrong = (place: number) =>
      argmax(logits, place * numClasses, numClasses) !== labels[splits.test[place]!];
    return Array.from(splits.test.keys()).filter(isWrong);
  }

  function wrongOfRow({ key }: MeasuredModel): number[] {
    const row = made.rows.find((other) => other.key === key) as TeacherRow | StudentRow;
    return [...decodedPlaces(row.metrics.test.wrong!)];
  }

  it("loadTree gives the predictions of its row", async () => {
    const trees = models.filter(({ spec }) => spec.kind === "tree");
    expect(trees.length).toBeGreaterThan(0);
    for (const model of trees) {
      const { predict } = await loadTree(made.store, model, datasetOf(model));
      expect(wrongPlaces(model, predict)).toEqual(wrongOfRow(model));
    }
  });

  it.each(stackVariants)(
    "a teacher, a student and a soft tree give the predictions of their rows on %s, a sample alone those among others",
    async (variant) => {
      const engine = await loadVariant(variant);
      const networks = models.filter(({ spec }) => spec.kind !== "tree");
      expect(networks).toHaveLength(3);
      for (const model of networks) {
        const { predict, close } = await loadNetwork(engine, made.store, model, datasetOf(model));
        expect(wrongPlaces(model, predict)).toEqual(wrongOfRow(model));
        const { test } = datasetOf(model).splits;
        const { numClasses } = datasetOf(model);
        const all = predict(test);
        predict(test.subarray(3, 4)).forEach((logit, k) => {
          expect(logit).toBeCloseTo(all[3 * numClasses + k]!, 5);
        });
        close();
      }
    },
  );
});

describe("measureCosts(task, clock)", () => {
  it("has a line for each architecture, with times that are positive and finite", async () => {
    const lines = await measureCosts(task(), () => performance.now() * 20); // a twentieth of the time
    expect(lines.map(({ architecture }) => architecture).sort()).toEqual(
      models.map(({ architecture }) => architecture).sort(),
    );
    for (const { oneSample, inBatch } of lines) {
      for (const time of [oneSample, inBatch]) {
        expect(time.n).toBeGreaterThan(0);
        for (const ms of [time.lowerQuartileMs, time.medianMs, time.upperQuartileMs]) {
          expect(ms).toBeGreaterThan(0);
          expect(ms).toBeLessThan(1000);
        }
      }
      expect(inBatch.samples).toBe(100); // all test samples: fewer than 1,000
    }
  });

  it("a tree is asked once, whatever the engines, and a network by each of them", async () => {
    const lines = await measureCosts({ ...task(), engines: engineNames }, hastyClock());
    const isTree = (line: { readonly architecture: string }) => line.architecture.includes(" tree of ");
    const trees = models.filter(({ spec }) => spec.kind === "tree");
    expect(lines.filter(({ engine }) => engine === null)).toHaveLength(trees.length);
    expect(lines.filter(({ engine }) => engine !== null)).toHaveLength(3 * engineNames.length);
    expect(lines.filter((line) => line.engine === null).every(isTree)).toBe(true);
    expect(new Set(lines.map(({ job }) => job)).size).toBe(lines.length);
  });
});
