// What a running study tells its caller, as a schema: the types (events.ts), docs/events.md and docs/events.schema.json come
// from here. Plain data; `run --json` writes one a line.
import { z } from "zod";

const count = z.int().min(0);
const milliseconds = z.number().min(0);

export const jobKindSchema = z.enum([
  "describe-dataset",
  "train-teacher",
  "read-teacher",
  "label-shard",
  "join-labels",
  "average-teachers",
  "train-stack",
  "grow-trees",
]);

const job = z.string().describe("its name in this study");
const kind = jobKindSchema.describe("what the job does");
const doneRows = count.describe("rows that are done by now, those of earlier runs included");
const totalRows = count.describe("rows that the study asks for");
const error = z.string().describe("what went wrong, and what to do");

const student = { job: "mnist/train-stack/3", kind: "train-stack" };
const teacher = { job: "mnist/train-teacher/network", kind: "train-teacher" };

/** In the order in which a run may tell them. The examples are shown in docs/events.md. */
export const studyEventSchema = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("data-note"),
      experiment: z.string().describe("whose data"),
      note: z.string().describe("a sentence without its full stop"),
    })
    .meta({
      description: "Something worth knowing of data of one's own.",
      examples: [
        {
          type: "data-note",
          experiment: "rows",
          note: "3 of 40 test samples have the features of a training sample",
        },
      ],
    }),
  z
    .strictObject({
      type: z.literal("planned"),
      study: z.string().describe("its name"),
      engine: z.string().describe("the tensor library with its version"),
      workers: count.describe("jobs that may run at the same time"),
      rows: count.describe("rows that the study asks for: datasets, teachers, soft labels and students"),
      cachedRows: count.describe("how many of them the store already has"),
      jobs: count.describe("jobs that will run"),
    })
    .meta({
      description: "The run begins. Once.",
      examples: [
        {
          type: "planned",
          study: "seed",
          engine: "portable: tfjs-backend-wasm 4.22.0, products 2",
          workers: 2,
          rows: 87,
          cachedRows: 12,
          jobs: 9,
        },
      ],
    }),
  z
    .strictObject({
      type: z.literal("memory-short"),
      limitBytes: count.describe("memory that the run may take (`--memory`)"),
      baseBytes: count.describe("estimate of what it takes before any job: data, engines"),
    })
    .meta({
      description:
        "By their estimates the largest jobs do not fit into memory side by side: they may wait for each other while a worker is free.",
      examples: [{ type: "memory-short", limitBytes: 2000000000, baseBytes: 605000000 }],
    }),
  z
    .strictObject({
      type: z.literal("job-started"),
      job,
      kind,
      cells: count.describe("results that it makes"),
    })
    .meta({
      description: "A job begins.",
      examples: [{ type: "job-started", ...student, cells: 20 }],
    }),
  z
    .strictObject({
      type: z.literal("job-progress"),
      job,
      kind,
      epoch: count.describe("the one that is going on, from 1"),
      epochs: count.describe("as many as there are at most"),
      step: count.describe("steps that are done in this epoch"),
      steps: count.describe("steps of an epoch"),
      loss: z
        .number()
        .nullable()
        .describe("mean training loss since the last report; null where the job does not compute it"),
    })
    .meta({
      description: "How far the training of a teacher or of students is.",
      examples: [
        { type: "job-progress", ...teacher, epoch: 3, epochs: 12, step: 210, steps: 420, loss: 0.0412 },
      ],
    }),
  z
    .strictObject({
      type: z.literal("job-done"),
      job,
      kind,
      elapsedMs: milliseconds,
      rows: count.describe("rows that became done with this job"),
      doneRows,
      totalRows,
    })
    .meta({
      description: "A job has committed what it made. Of one that made a part only, a `job-failed` follows.",
      examples: [{ type: "job-done", ...student, elapsedMs: 12345.6, rows: 20, doneRows: 32, totalRows: 87 }],
    }),
  z
    .strictObject({
      type: z.literal("job-retried"),
      job,
      kind,
      error,
      retry: count.describe("which of the retries comes now, from 1"),
      retries: count.describe("as many as `--retries` allows"),
    })
    .meta({
      description: "A job threw, or its worker died, and it is tried again.",
      examples: [
        { type: "job-retried", ...teacher, error: "The process ended (SIGKILL)", retry: 1, retries: 2 },
      ],
    }),
  z
    .strictObject({
      type: z.literal("job-failed"),
      job,
      kind,
      error,
      stack: z.string().nullable().describe("the stack trace, where there is one"),
      failedRows: count.describe("rows that this run can no longer make because of it"),
    })
    .meta({
      description:
        "A job has failed for good, or needs one that did: then the error names that one. The rest of the study goes on.",
      examples: [
        { type: "job-failed", ...student, error: "The loss was not finite", stack: null, failedRows: 2 },
      ],
    }),
  z.strictObject({ type: z.literal("interrupted"), doneRows, totalRows }).meta({
    description:
      "The run ends early, by Ctrl-C, SIGTERM or the library's `signal`. The same command continues it.",
    examples: [{ type: "interrupted", doneRows: 32, totalRows: 87 }],
  }),
  z.strictObject({ type: z.literal("stopped"), doneRows, totalRows }).meta({
    description: "The run ends early, by `--fail-fast` or `--max-failures`. The same command continues it.",
    examples: [{ type: "stopped", doneRows: 32, totalRows: 87 }],
  }),
  z
    .strictObject({
      type: z.literal("measuring-cost"),
      architectures: count.describe("models that are asked for predictions"),
    })
    .meta({
      description:
        "All rows are written; what a prediction costs is measured, unless `--no-cost` forbids it.",
      examples: [{ type: "measuring-cost", architectures: 5 }],
    }),
  z.strictObject({ type: z.literal("cost-not-measured"), error }).meta({
    description:
      "That failed. The results are whole without it; the next run that makes something new tries again.",
    examples: [{ type: "cost-not-measured", error: "The thread ended" }],
  }),
  z
    .strictObject({
      type: z.literal("ended"),
      state: z
        .enum(["done", "failed-cells", "stopped", "interrupted"])
        .describe("whether all rows are there, or why not"),
      resultsFolder: z.string().nullable().describe("null where the run ended before it wrote any results"),
      wallMs: milliseconds,
      peakBytes: count
        .nullable()
        .describe("largest sum of the memory of all its processes; null where the system does not tell"),
    })
    .meta({
      description:
        "The run is over. Always the last; a run that cannot start, or fails as a whole, has none.",
      examples: [
        {
          type: "ended",
          state: "done",
          resultsFolder: "results/seed",
          wallMs: 198000,
          peakBytes: 1600000000,
        },
      ],
    }),
]);
