import { describe, expect, it } from "vitest";
import { hard, network, refusal, soft } from "./one-experiment.ts";

const teachers = "experiments[0].teachers";
const other = { ...network, name: "other" };
const ensemble = (...members: string[]) => ({ name: "ensemble", kind: "ensemble", members });
const assistant = { ...network, name: "assistant", teacher: "network" };
const twoSeeds = { ...network, grid: { seed: [1, 2] } };
/** The student on hard labels needs no teacher. */
const withTeachers = (...of: object[]) => refusal({ teachers: of, students: [hard] });

describe("the teachers of an experiment", () => {
  it.each([
    [
      [network, other, ensemble("network", "othr")],
      `Expected \`members\` to be one of \`network\`, \`other\`, got \`othr\` (${teachers}[2].members[1]). Did you mean \`other\`?`,
    ],
    [
      [ensemble("network")],
      `Expected no \`members\`, as the experiment has no other teacher, got \`network\` (${teachers}[0].members[0]).`,
    ],
    [
      [network, { ...assistant, teacher: "netwrok" }],
      `Expected \`teacher\` to be one of \`network\`, got \`netwrok\` (${teachers}[1].teacher). Did you mean \`network\`?`,
    ],
    [
      [network, ensemble("network", "network")],
      `Expected each of \`members\` to be there once, got \`network\` again (${teachers}[1].members[1]).`,
    ],
    [
      [twoSeeds, ensemble("network", "network seed=2")],
      `Expected each of \`members\` to be there once, got \`network seed=2\` again (${teachers}[1].members[1]).`,
    ],
    [
      [{ ...network, grid: { seed: Array.from({ length: 101 }, (_, seed) => seed) } }, ensemble("network")],
      `Expected at most 100 members of \`ensemble\`, got 101 (${teachers}[1].members). Name fewer, or lessen their grids.`,
    ],
    [
      [network, ensemble("network", "ensemble")],
      `Expected no teacher to be made from itself, got the circle \`ensemble\` → \`ensemble\` (${teachers}[1]). ` +
        "Take one of them out of the other.",
    ],
    [
      [network, { ...assistant, teacher: "ensemble" }, ensemble("network", "assistant")],
      "Expected no teacher to be made from itself, got the circle `assistant` → `ensemble` → `assistant` " +
        `(${teachers}[1]). Take one of them out of the other.`,
    ],
    [
      [{ ...twoSeeds, teacher: "network seed=1" }],
      `Expected no teacher to be made from itself, got the circle \`network\` → \`network\` (${teachers}[0]). `,
    ],
    [
      [twoSeeds, assistant],
      `Expected \`teacher\` to mean one teacher, got \`network\`, whose grid gives 2 (${teachers}[1].teacher). ` +
        "Name one of them, as `network seed=1`, `network seed=2`.",
    ],
    [
      [network, { ...assistant, dropout: { input: 0, hidden: 0.5 } }],
      `Expected no \`teacher\` for a network with dropout or jitter, got \`network\` (${teachers}[1].teacher). ` +
        "Such a network is trained on true labels alone: remove `teacher`, or `dropout` and `jitter`.",
    ],
    [
      [network, { ...assistant, alpha: 0 }],
      `Expected \`alpha\` to be above 0 for a teacher that learns from another one, got \`0\` (${teachers}[1].alpha). ` +
        "At 0 nothing is learnt from it: remove `teacher`, or raise `alpha`.",
    ],
    [
      [{ ...network, temperature: 4 }],
      `Expected no \`temperature\` for a teacher that learns from no other one, got \`4\` (${teachers}[0].temperature). ` +
        "Name one with `teacher`, or remove it.",
    ],
    [
      [{ ...network, alpha: 0.5 }],
      `Expected no \`alpha\` for a teacher that learns from no other one, got \`0.5\` (${teachers}[0].alpha). `,
    ],
    [
      [{ ...network, jitter: 2 }],
      `Expected no \`jitter\` on moons, got \`2\` (${teachers}[0].jitter). It shifts images, and a sample of moons is none.`,
    ],
  ])("are not %j", (of, message) => {
    expect(withTeachers(...of).slice(0, message.length)).toBe(message);
  });

  it("are told of a circle once", () => {
    const one = { name: "one", kind: "ensemble", members: ["two"] };
    const two = { name: "two", kind: "ensemble", members: ["network", "one"] };
    expect(withTeachers(network, one, two)).toBe(
      `Expected no teacher to be made from itself, got the circle \`one\` → \`two\` → \`one\` (${teachers}[1]). ` +
        "Take one of them out of the other.",
    );
  });

  it("may be ensembles of ensembles and of assistants", () => {
    const all = { name: "all", kind: "ensemble", members: ["ensemble", "assistant"] };
    expect(withTeachers(network, other, assistant, ensemble("other", "assistant"), all)).toBe("no error");
  });
});

describe("teacherProblems(experiment, path)", () => {
  const at = "experiments[0].students[0]";
  const withStudent = (fields: object, ...of: object[]) =>
    refusal({ teachers: of, students: [{ ...soft, ...fields }] });

  it("teacherProblems(experiment, path) has one for a name on an axis that no teacher has", () => {
    expect(withStudent({ grid: { teacher: ["other", "netwrok"] } }, network, other)).toBe(
      `Expected \`teacher\` to be one of \`network\`, \`other\`, got \`netwrok\` (${at}.grid.teacher[1]). Did you mean \`network\`?`,
    );
    expect(withStudent({ tune: { teacher: ["other", "network seed=3"] } }, twoSeeds, other)).toBe(
      `Expected \`teacher\` to be one of \`network\`, \`other\`, got \`network seed=3\` (${at}.tune.teacher[1]). ` +
        "Did you mean `network seed=1`?",
    );
  });

  it("teacherProblems(experiment, path) has one for a field beside an axis, and for a teacher that is meant twice", () => {
    expect(withStudent({ teacher: "network", grid: { teacher: ["other"] } }, network, other)).toBe(
      `Expected \`teacher\` as a field or as an axis, got \`network\` and an axis (${at}.grid.teacher). Remove one of them.`,
    );
    expect(withStudent({ grid: { teacher: ["network", "network seed=2"] } }, twoSeeds)).toBe(
      `Expected each teacher to be meant once, got \`network seed=2\` again (${at}.grid.teacher[1]).`,
    );
  });

  it.each(["argmax", "permuted"])(
    "teacherProblems(experiment, path) has one for %s labels of nobody",
    (labels) => {
      expect(withStudent({ labels })).toBe(
        `Expected a teacher for the labels \`${labels}\` of \`soft\`, but the experiment has none (${at}.labels). ` +
          "Add one under `teachers`, or write `labels: hard`.",
      );
    },
  );
});
