import { expect, it } from "vitest";
import { rowOf } from "../../src/coordinator/rows.ts";
import type { PlannedRow } from "../../src/plan/planned.ts";
import type { Store } from "../../src/store/store.ts";

const summary = { hash: "h", numClasses: 2 };
const store = { summary: async () => summary } as unknown as Store;
const planned = {
  role: "dataset",
  key: "k",
  identity: {},
  experiment: "rows",
  seed: null,
  spec: { name: "mnist" },
} as unknown as PlannedRow;

it("rowOf(planned, ...) has its fields in one order, whatever the order in the store", async () => {
  const teacher = {
    role: "teacher",
    key: "k",
    identity: {},
    experiment: "rows",
    seed: 1,
    teacher: { name: "network" },
  } as unknown as PlannedRow;
  const fields = { engine: "e", metrics: {}, curve: [], keptEpoch: 0, cost: null, decisionGrid: null };
  const reversed = Object.fromEntries(Object.entries(fields).reverse());
  const textOf = async (summary: object) =>
    JSON.stringify(await rowOf(teacher, { summary: async () => summary } as unknown as Store, new Map()));
  expect(await textOf(reversed)).toBe(await textOf(fields));
  expect(await textOf(fields)).toContain(JSON.stringify(fields).slice(1, -1));
});

it("rowOf(planned, ...) has the names that the data has now, whatever run described it, and none where it has none", async () => {
  const names = { classes: ["blue", "red"], features: ["x"] };
  expect(await rowOf({ ...planned, names } as PlannedRow, store, new Map())).toMatchObject({
    numClasses: 2,
    names,
  });
  expect(await rowOf(planned, store, new Map())).not.toHaveProperty("names");
});
