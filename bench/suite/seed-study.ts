// The work of the seed study on MNIST: what the benches measure is what a user runs.
import { join } from "node:path";
import type { Dataset } from "../../src/data/dataset.ts";
import { loadDataset } from "../../src/data/load.ts";
import type { ChosenEngine } from "../../src/engine/available.ts";
import { packageRoot } from "../../src/package-root.ts";
import { decimal } from "../../src/report/format.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import type { ConvTeacherSpec, DatasetSpec, MlpStudentSpec } from "../../src/study/schema.ts";
import type { BenchContext } from "./command.ts";

export const seedStudyFile = () => join(packageRoot(), "studies", "seed.yaml");

export interface SeedMnist {
  readonly spec: DatasetSpec;
  readonly dataset: Dataset;
  readonly teacher: ConvTeacherSpec;
  /** On soft labels. */
  readonly student: MlpStudentSpec;
}

export async function seedMnist(): Promise<SeedMnist> {
  const study = await loadStudy(seedStudyFile());
  const experiment = study.experiments.find(({ dataset }) => dataset.name === "mnist")!;
  const teacher = experiment.teachers.find((spec) => spec.kind === "conv")!;
  const student = experiment.students.find((spec) => spec.kind === "mlp" && spec.labels === "soft");
  const dataset = await loadDataset(experiment.dataset, study.seeds[0]!);
  return { spec: experiment.dataset, dataset, teacher, student: student as MlpStudentSpec };
}

/** The seed's teacher where the engine can train it in reasonable time, else one with the same layers, but small. */
export function benchTeacher(
  teacher: ConvTeacherSpec,
  engine: ChosenEngine,
  { isQuick, skip }: Pick<BenchContext, "isQuick" | "skip">,
): { readonly teacher: ConvTeacherSpec; readonly name: string } {
  if (engine.name === "native" && !isQuick) return { teacher, name: teacherName(teacher) };
  const small = { ...teacher, filters: 8, hidden: [128] };
  if (engine.name === "portable") {
    skip({
      what: "the seed's teacher on the portable engine",
      why: `one step takes about 3 s; measured instead: ${teacherName(small)}`,
    });
  }
  return { teacher: small, name: teacherName(small) };
}

function teacherName({ filters, hidden }: ConvTeacherSpec): string {
  const layers = hidden.map((units) => decimal(units, 0)).join(" and ");
  return `teacher of ${filters} filters, then ${layers}`;
}
