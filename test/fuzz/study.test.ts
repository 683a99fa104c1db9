import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { loadStudy } from "../../src/study/load-study.ts";
import { parseStudy } from "../../src/study/parse.ts";
import { studyTemplate } from "../../src/study/template.ts";
import { exampleStudy } from "../study/example-study.ts";
import { casesOf } from "./cases.ts";
import { badBytes, badJson, oddTexts } from "./mutations.ts";
import { survives } from "./survives.ts";

const anchored = `%YAML 1.2\n---\nname: a\nseeds: [1]\nexperiments:\n - name: b\n   dataset: {name: moons, noise: 0.3}
   students: &s\n    - &hard {name: hard, kind: mlp, labels: hard, epochs: 2}\n    - {name: more, extends: hard, epochs: 3}\n`;
const texts = [anchored, studyTemplate("mine"), stringify(exampleStudy())].map((text) => Buffer.from(text));
const marks = [
  "- ",
  "a: ",
  "{",
  "}",
  "[",
  "]",
  "&a ",
  "*a",
  "? ",
  "!!set ",
  "|\n",
  "%YAML 1.1\n---\n",
  "<<: *a\n",
  "\n",
  "  ",
  "\t",
  '"',
  "'",
  "#",
  ",",
];
const nearlyYaml = fc
  .array(fc.constantFrom(...marks, ...oddTexts.slice(0, -1)), { maxLength: 30 })
  .map((parts) => parts.join(""));

test("parseStudy(text) of changed studies is a study that is one again, or says what is wrong", () => {
  const bad = fc.oneof(
    { weight: 3, arbitrary: badBytes(...texts).map((bytes) => Buffer.from(bytes).toString()) },
    { weight: 5, arbitrary: badJson(exampleStudy()) },
    { weight: 1, arbitrary: nearlyYaml },
  );
  fc.assert(
    fc.property(bad, (text) => {
      const study = survives(text.length, () => parseStudy(text, "study.yaml"));
      if (study === null) return;
      const names = [study.name, ...study.experiments.map(({ name }) => name)]; // they become paths
      expect(names.every((name) => /^[a-z0-9][a-z0-9-]*$/.test(name))).toBe(true);
      expect(parseStudy(JSON.stringify(study), "study.yaml")).toEqual(study);
    }),
    casesOf("study"),
  );
}, 120_000);

const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join("");
const armsOf = (arms: string) => `experiments:\n - students:\n${arms}`;

// Each of them took minutes, or filled the stack or the memory, when it was first tried.
test.each([
  ["keys", times(20_000, (i) => `k${i}: 1\n`)],
  ["arms that extend each other", armsOf(times(1000, (i) => `   - {name: a${i}, extends: a${i + 1}}\n`))],
  [
    "arms that extend each other in a circle",
    armsOf(times(1000, (i) => `   - {name: a${i}, extends: a${(i + 1) % 1000}}\n`)),
  ],
  ["more arms than there may be", armsOf(times(3000, (i) => `   - {name: a${i}, extends: a${i + 1}}\n`))],
  [
    "fields that are inherited",
    armsOf(
      times(
        300,
        (i) => `   - {name: a${i}, extends: a${i + 1}, ${times(20, (j) => `f${20 * i + j}: 1,`)}}\n`,
      ),
    ),
  ],
  ["a long name that is near to none", `{"${"n".repeat(100_000)}": 1}`],
  ["wrong values", `seeds: [${"x,".repeat(20_000)}]`],
  ["documents", "---\n".repeat(20_000)],
  ["marks that close nothing", "}\n".repeat(10_000)],
])("parseStudy(text) of very many %s takes no more time than the file is long", (_, text) => {
  survives(text.length, () => parseStudy(text, "study.yaml"));
});

test("parseStudy(text) counts the members of ensembles before it goes through them", () => {
  const network = {
    name: "n",
    kind: "mlp",
    hidden: [2],
    epochs: 1,
    grid: { seed: Array.from({ length: 500 }, (_, i) => i) },
  };
  const ensembles = Array.from({ length: 100 }, (_, i) => ({
    name: `e${i}`,
    kind: "ensemble",
    members: Array(100).fill("n"),
  }));
  const study = exampleStudy() as unknown as { experiments: [{ teachers: unknown }] };
  study.experiments[0].teachers = [network, ...ensembles];
  const text = JSON.stringify(study);
  const read = () => parseStudy(text, "study.yaml");
  expect(read).toThrow("Expected at most 100 members of `e0`, got 50000");
  survives(text.length, read);
});

test("parseStudy(text) goes through the values of `skip` once", () => {
  const values = Array.from({ length: 150 }, (_, i) => 1 + i);
  const study = exampleStudy() as unknown as { experiments: [{ students: unknown[] }] };
  const skip = Array.from({ length: 100 }, (_, i) => ({
    epochs: values.map((value) => value),
    batchSize: 1 + i,
  }));
  study.experiments[0].students = [
    {
      name: "hard",
      kind: "mlp",
      labels: "hard",
      epochs: 5,
      skip,
      grid: { epochs: values, batchSize: values.slice(0, 51) },
    },
  ];
  const text = JSON.stringify(study);
  survives(text.length, () => parseStudy(text, "study.yaml"));
});

test("loadStudy(path) refuses bytes that are no UTF-8, and what is no file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "distilgrid-fuzz-"));
  await writeFile(join(folder, "a.yaml"), Buffer.from("name: \xff", "latin1"));
  await expect(loadStudy(join(folder, "a.yaml"))).rejects.toThrow(
    "a.yaml: Expected text in UTF-8, got other bytes",
  );
  await rm(folder, { recursive: true });
  await expect(loadStudy("/dev/zero")).rejects.toThrow("/dev/zero: expected a file, got a device or a pipe");
});
