// A small study that is right, as a fresh plain object that a test may change.
import type { StudyInput } from "../../src/study/schema.ts";

export function exampleStudy(): StudyInput {
  return {
    name: "example",
    seeds: [1, 2],
    experiments: [
      {
        name: "moons",
        dataset: { name: "moons", noise: 0.3 },
        teachers: [{ name: "network", kind: "mlp", hidden: [128, 128], epochs: 5 }],
        students: [
          { name: "hard", kind: "mlp", labels: "hard", epochs: 5 },
          {
            name: "soft",
            kind: "mlp",
            labels: "soft",
            epochs: 5,
            baseline: "hard",
            grid: { temperature: [1, 2], alpha: [0.5, 1] },
          },
          { name: "tree", kind: "tree", labels: "soft" },
        ],
      },
    ],
  };
}

/** The example with one value replaced; a value of undefined removes the field. */
export function studyWith(path: string, value: unknown): unknown {
  const study: unknown = structuredClone(exampleStudy());
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const parent = steps.reduce<Record<string, unknown>>(
    (node, step) => node[step] as Record<string, unknown>,
    study as Record<string, unknown>,
  );
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return study;
}
