// Which models fit which data.
import { placesOf, valuesOf } from "./field-values.ts";
import type { Path, Problem } from "./problem.ts";
import type { DatasetSpec, Experiment } from "./schema.ts";
import { isTrained } from "./teacher-kinds.ts";

const mnistTrainRows = 60_000;

export function datasetProblems(experiment: Experiment, path: Path): Problem[] {
  const { dataset } = experiment;
  const models =
    dataset.name === "moons"
      ? imageModels(experiment, path)
      : [
          ...(dataset.name === "csv" ? imageModels(experiment, path) : []),
          ...mlCartProblems(experiment, dataset, path),
        ];
  const at = [...path, "dataset"];
  return [
    ...validationProblems(dataset, at),
    ...halfTest(dataset, at),
    ...models,
    ...rowsOfNoFile(experiment, path),
  ];
}

/** Samples without classes judge nothing. */
function halfTest(dataset: DatasetSpec, path: Path): Problem[] {
  if (dataset.name !== "npy") return [];
  const fields = ["testFeatures", "testLabels"] as const;
  const [missing, ...others] = fields.filter((field) => dataset[field] === undefined);
  if (missing === undefined || others.length > 0) return [];
  const given = fields.find((field) => field !== missing)!;
  const message = `Expected \`${missing}\` beside \`${given}\`, but it is missing`;
  return [
    {
      path: [...path, missing],
      message,
      hint: "Give both, or neither: then a share of the samples is for test.",
    },
  ];
}

/** The default of 6,000 rows is the usual one to run into a small `trainLimit`. */
function validationProblems(dataset: DatasetSpec, path: Path): Problem[] {
  if (dataset.name === "moons" || "validationShare" in dataset) return [];
  const fileRows = dataset.name === "mnist" ? mnistTrainRows : Number.POSITIVE_INFINITY;
  const rows = Math.min(fileRows, ...valuesOf(dataset, "trainLimit")); // of the smallest of a grid
  const tooMany = placesOf(dataset, "validation", path).filter(({ value }) => value >= rows);
  return tooMany.map(({ value, path: at }) => ({
    path: at,
    message: `Expected \`validation\` to be below the ${rows} rows of the train file that are used, got \`${value}\``,
    hint: "Lower it, or raise `trainLimit`.",
  }));
}

/** Rows of a teacher's file are those of the data's. */
function rowsOfNoFile({ dataset, teachers }: Experiment, path: Path): Problem[] {
  if (dataset.name !== "moons") return [];
  return teachers.flatMap(({ kind }, index) => {
    if (kind !== "logits") return [];
    const message = "Expected `kind` to be `mlp`, `layers-model` or `savedmodel` on moons, got `logits`";
    const hint = "They belong to rows of a file, and moons are drawn from a seed.";
    return [{ path: [...path, "teachers", index, "kind"], message, hint }];
  });
}

/** Of teachers that samples are nothing for which are no images. */
function imageModels(experiment: Experiment, path: Path): Problem[] {
  const { name } = experiment.dataset;
  return experiment.teachers.flatMap((teacher, index) => {
    const at = [...path, "teachers", index];
    if (teacher.kind === "conv") {
      const message = `Expected \`kind\` to be \`mlp\` on ${name}, got \`conv\``;
      const hint = `A convolution needs images, and a sample of ${name} is none.`;
      return [{ path: [...at, "kind"], message, hint }];
    }
    if (!isTrained(teacher) || teacher.jitter === 0) return [];
    const message = `Expected no \`jitter\` on ${name}, got \`${teacher.jitter}\``;
    return [{ path: [...at, "jitter"], message, hint: `It shifts images, and a sample of ${name} is none.` }];
  });
}

/** Of its single output only two classes can be told; moons, the data left, has two. */
function mlCartProblems(experiment: Experiment, dataset: DatasetSpec, path: Path): Problem[] {
  return experiment.students.flatMap((student, index) => {
    if (student.kind !== "tree" || student.implementation !== "ml-cart") return [];
    const message = `Expected \`implementation\` to be \`exact\` on ${dataset.name}, got \`ml-cart\``;
    const hint = "ml-cart takes time in the square of the samples and has one output: it is for moons.";
    return [{ path: [...path, "students", index, "implementation"], message, hint }];
  });
}
