import { expect, test } from "vitest";
import { onlyIn } from "../../src/compare/only-in.ts";
import { settingChanges } from "../../src/compare/setting-changes.ts";
import { settingLine } from "../../src/compare/setting-line.ts";
import type { Study } from "../../src/study/schema.ts";
import { study } from "../report/fixture.ts";

/** The study with texts of its JSON replaced. */
function changed(...replacements: readonly (readonly [from: string, to: string])[]): Study {
  const text = replacements.reduce((json, [from, to]) => json.replace(from, to), JSON.stringify(study));
  return JSON.parse(text) as Study;
}

function lines(other: Study): string[] {
  return settingChanges(study, other).map(settingLine);
}

test("settingChanges(a, a) is nothing, whatever the order of arms and fields", () => {
  const turned = {
    ...Object.fromEntries(Object.entries(study).toReversed()),
    experiments: study.experiments.toReversed().map((experiment) => ({
      ...experiment,
      students: experiment.students.toReversed(),
    })),
  } as unknown as Study;
  expect(settingChanges(study, study)).toEqual([]);
  expect(settingChanges(study, turned)).toEqual([]);
  expect(onlyIn(study, turned)).toEqual([]);
});

test("settingLine(change) names experiment, arm and field, and both values as a study writes them", () => {
  expect(lines(changed(['"learningRate":0.03', '"learningRate":0.02']))).toEqual([
    "mnist / Hard, SGD / learningRate: 0.03 → 0.02",
  ]);
  expect(lines(changed(['"seeds":[1,2,3,4,5]', '"seeds":[1,2,3]'], ['"noise":0.3', '"noise":0.35']))).toEqual(
    ["seeds: \\[1, 2, 3, 4, 5\\] → \\[1, 2, 3\\]", "moons / dataset / noise: 0.3 → 0.35"],
  );
  expect(lines(changed(['"temperature":[1,3,8]', '"temperature":[1,3]']))).toEqual([
    "mnist / Soft, SGD / grid / temperature: \\[1, 3, 8\\] → \\[1, 3\\]",
  ]);
  expect(lines(changed(['"hidden":[128,128]', '"hidden":[128]']))).toEqual([
    "moons / teacher Network / hidden: \\[128, 128\\] → \\[128\\]",
  ]);
});

test("settingLine(change) tells what one study does not set, and does not repeat long texts", () => {
  expect(lines(changed([',"baseline":"Hard tree"', ""]))).toEqual([
    "moons / Soft tree / baseline: Hard tree → not set",
  ]);
  expect(lines({ ...study, description: "x".repeat(81) })).toEqual(["description: another text"]);
});

test("onlyIn(study, other) names experiments, and teachers and arms of shared ones", () => {
  const [moons, mnist] = study.experiments;
  const fewer = { ...study, experiments: [{ ...moons!, teachers: [], students: moons!.students.slice(1) }] };
  expect(onlyIn(study, fewer)).toEqual([mnist!.name, "moons / teacher Network", "moons / Hard tree"]);
  expect(onlyIn(fewer, study)).toEqual([]);
});
