// ml-cart grows a tree to the end and can be told nothing: a setting of it is a misunderstanding. Its own way of working,
// which is also what the defaults put in, may be written.
import { axisPath, placesOf } from "./field-values.ts";
import { hasHardTargets } from "./labels.ts";
import type { Path, Problem } from "./problem.ts";
import type { Experiment, TreeStudentSpec } from "./schema.ts";

const ownWay = {
  temperature: 1,
  targets: "probabilities",
  maxDepth: "unlimited",
  maxLeaves: "unlimited",
  minSamplesLeaf: 1,
  costComplexity: 0,
} as const satisfies Partial<TreeStudentSpec>;

type Setting = keyof typeof ownWay;
const settings = Object.keys(ownWay) as Setting[];
/** Those that check-hard-labels.ts speaks of. */
const softSettings: readonly Setting[] = ["temperature", "targets"];

export function mlCartProblems(experiment: Experiment, path: Path): Problem[] {
  return experiment.students.flatMap((student, index) => {
    if (student.kind !== "tree" || student.implementation !== "ml-cart") return [];
    const at = [...path, "students", index];
    return [
      ...tooManyPoints(experiment, path),
      ...settings
        .filter((setting) => !hasHardTargets(student) || !softSettings.includes(setting))
        .flatMap((setting) => [
          ...writtenSetting(student, setting, at),
          ...settingAxis(student, setting, at),
        ]),
    ];
  });
}

/** 1,000 points take 50 ms, and the time grows with their square. */
const mostPoints = 20_000;

function tooManyPoints({ dataset }: Experiment, path: Path): Problem[] {
  if (dataset.name !== "moons") return [];
  const tooMany = placesOf(dataset, "n", [...path, "dataset"]).filter(({ value }) => value > mostPoints);
  return tooMany.map(({ value, path: at }) => ({
    path: at,
    message: `Expected \`n\` to be at most ${mostPoints} for a tree by ml-cart, got \`${value}\``,
    hint: "Lower it, or write `implementation: exact`.",
  }));
}

const hint = "Remove it, or write `implementation: exact`.";

function writtenSetting(tree: TreeStudentSpec, setting: Setting, at: Path): Problem[] {
  if (tree[setting] === ownWay[setting]) return [];
  const message = `Expected no \`${setting}\` with the implementation \`ml-cart\`, got \`${tree[setting]}\``;
  return [{ path: [...at, setting], message, hint }];
}

function settingAxis(tree: TreeStudentSpec, setting: Setting, at: Path): Problem[] {
  const path = axisPath(tree, setting, at);
  if (path === null) return [];
  return [
    {
      path,
      message: `Expected no axis of \`${setting}\` with the implementation \`ml-cart\`, got one`,
      hint,
    },
  ];
}
