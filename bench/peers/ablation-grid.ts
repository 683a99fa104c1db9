import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { loadStudy } from "../../src/study/load-study.ts";
import type { Study } from "../../src/study/schema.ts";

/** studies/ablation.yaml with nothing but its networks on MNIST. */
export async function ablationGrid(): Promise<Study> {
  const study = await loadStudy(join(packageRoot(), "studies", "ablation.yaml"));
  const mnist = study.experiments.find(({ dataset }) => dataset.name === "mnist")!;
  const students = mnist.students.filter(({ kind }) => kind === "mlp");
  return { ...study, experiments: [{ ...mnist, students }] };
}
