// What a row of results.jsonl must hold for everything that reads rows: a report, a comparison, a table. Lengths and sizes
// that something is made from are bounded. Fields that no version has written are left out.

import { z } from "zod";
import { mostClasses } from "../data/dataset.ts";
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { axisNames } from "../study/grid.ts";
import { studentSchema, teacherSchema } from "../study/schema.ts";
import { schemaVersion } from "./row.ts";

const count = z.int().min(0);
const number = z.number();
const text = z.string();
/** Stands between backticks in a report. */
const key = z.string().regex(/^[\w .:-]{1,200}$/);
const numClasses = z.int().min(1).max(mostClasses);
const label = z.int().min(0).max(mostClasses - 1); // biome-ignore format: one line
const base64 = z.base64();
const shape = z
  .array(z.int().min(1))
  .min(1)
  .max(4)
  .refine((extents) => sizeOfShape(extents) <= 2 ** 31);
const values = z.array(number).min(1).max(mostClasses);

const metricFields = {
  samples: z.int().min(1),
  errors: count,
  accuracy: number,
  nll: number,
  brier: number,
  ece: number,
  teacherAgreement: number.nullable().default(null),
  teacherKl: number.nullable().default(null),
};

const confusion = z
  .array(z.array(count))
  .min(1)
  .max(mostClasses)
  .refine((rows) => rows.every((row) => row.length === rows.length));

const metrics = z.object({
  validation: z.object(metricFields),
  test: z.object({
    ...metricFields,
    confusion,
    reliability: z.array(z.tuple([count, number, number])).max(1000),
    wrong: base64.nullable(),
  }),
});

const cost = z.object({ parameters: count, bytes: count, multiplyAdds: count });

const span = z.tuple([number, number]).refine(([from, to]) => from < to);

const decisionGrid = z
  .object({ x: span, y: span, columns: side(), rows: side(), runs: z.array(count) })
  .refine(({ columns, rows, runs }) => cellsOf(runs) === columns * rows)
  .nullable()
  .default(null);

function side() {
  return z.int().min(1).max(1000);
}

/** NaN for runs that are none. */
function cellsOf(runs: readonly number[]): number {
  if (runs.some((value, index) => (index % 2 === 0 ? value >= mostClasses : value === 0))) return Number.NaN;
  return runs.length % 2 === 0
    ? runs.reduce((sum, value, index) => sum + (index % 2) * value, 0)
    : Number.NaN;
}

/** Deeper ones are not drawn: src/jobs/tree-shape.ts. */
const deepestDrawn = 3;

function drawnNode(depth: number): z.ZodType {
  const leaf = z.strictObject({ samples: z.int().min(1), value: values });
  if (depth === 0) return leaf;
  const [left, right] = [drawnNode(depth - 1), drawnNode(depth - 1)];
  return z.union([
    leaf,
    z.strictObject({ samples: z.int().min(1), feature: count, threshold: number, left, right }),
  ]);
}

const tree = z
  .object({
    leaves: z.int().min(1),
    depth: count,
    featureUse: z.object({ shape, largest: number, levelsBase64: base64 }).nullable().default(null),
    drawing: drawnNode(deepestDrawn).nullable().default(null),
  })
  .nullable()
  .default(null);

const softTree = z
  .object({
    depth: z.int().min(1).max(10),
    shape,
    filtersBase64: z.array(base64),
    leaves: z.array(values),
  })
  .refine(({ depth, filtersBase64, leaves }) => {
    return filtersBase64.length === 2 ** depth - 1 && leaves.length === 2 ** depth;
  })
  .nullable()
  .default(null);

const example = z
  .object({ sampleId: count, label, shape, pixelsBase64: base64, logits: values })
  .nullable()
  .default(null);

const head = {
  schemaVersion: z.literal(schemaVersion),
  key,
  experiment: text,
  seed: count.nullable(),
};
const done = { ...head, state: z.literal("done") };
const failed = { ...head, state: z.literal("failed"), error: text };

const curve = z.array(number).max(100_000);
const engine = z.string().max(200);

const axis = text.refine((name) => (axisNames as readonly string[]).includes(name));

const cell = {
  role: z.literal("student"),
  arm: text,
  variant: z.record(axis, z.union([text, number, z.array(number).max(1000)])),
  spec: z.custom<object>((spec) => studentSchema.safeParse(spec).success),
  teacher: text.nullable(),
  seed: count,
};

const failedJob = z.object({
  ...failed,
  role: z.enum(["dataset", "teacher", "soft-labels"]),
  teacher: text.nullable().default(null),
});

/** By role and state. */
export const rowSchemas: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ["student failed", z.object({ ...failed, ...cell })],
  [
    "student done",
    z.object({
      ...done,
      ...cell,
      engine,
      metrics,
      curve,
      keptEpoch: count.nullable(),
      cost,
      leftOutBias: number.nullable().default(null),
      tree,
      softTree,
      decisionGrid,
    }),
  ],
  [
    "teacher done",
    z.object({
      ...done,
      role: z.literal("teacher"),
      teacher: text,
      spec: z.custom<object>((spec) => teacherSchema.safeParse(spec).success),
      engine: engine.nullable(),
      metrics,
      curve,
      keptEpoch: count,
      cost: cost.nullable(),
      decisionGrid,
    }),
  ],
  [
    "dataset done",
    z.object({
      ...done,
      role: z.literal("dataset"),
      spec: z.looseObject({ name: text }),
      hash: key,
      inputShape: shape,
      numClasses,
      splits: z.object({ train: count, validation: count, test: count }),
      bayesAccuracy: number.nullable().default(null),
      points: z
        .array(z.tuple([number, number, label]))
        .max(100_000)
        .nullable()
        .default(null),
      names: z.object({ classes: z.array(text), features: z.array(text) }).optional(),
    }),
  ],
  [
    "soft-labels done",
    z.object({
      ...done,
      role: z.literal("soft-labels"),
      teacher: text,
      teacherKey: key,
      dataHash: key,
      rows: count,
      shards: count,
      accuracy: z.object({ train: number, validation: number }),
      example,
    }),
  ],
  ["dataset failed", failedJob],
  ["teacher failed", failedJob],
  ["soft-labels failed", failedJob],
]);
