import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { candidates, type LookUp } from "../../src/cli/completion/candidates.ts";
import { programWords } from "../../src/cli/completion/command-words.ts";
import { lookUpIn } from "../../src/cli/completion/look-up.ts";
import { createProgram } from "../../src/cli/program.ts";
import { terminalOf } from "../../src/cli/terminal.ts";
import { rows } from "../report/fixture.ts";

const silent = { write: () => true, isTTY: false, columns: 80 } as const;
const program = programWords(createProgram([], terminalOf(silent, silent, {})).command);

const named = (...values: string[]) => values.map((value) => ({ value, description: "" }));
const asked: unknown[] = [];
const lookUp: LookUp = {
  studies: () => named("mine.yaml", "studies/seed.yaml"),
  studyNames: () => named("seed", "trees"),
  resultsFolders: () => named("results/seed", "results/trees"),
  rows: (study, which) => {
    asked.push([study, which]);
    return named("2e0ffd70a1a4", "8382028bb4cb");
  },
};

/** "run --en|" is what stands before the cursor. */
function valuesAt(line: string): string[] {
  return candidates(line.split(" "), program, lookUp).map(({ value }) => value);
}

describe("candidates(words, program, lookUp)", () => {
  it.each([
    ["r", ["run", "report"]],
    ["ru", ["run"]],
    ["help exp", ["explain", "export"].reverse()],
    ["nonsense ", []],
    ["--no", ["--no-color"]],
    ["run --s", ["--store", "--smoke"]],
    ["run --max", ["--max-failures"]],
    ["plan --r", ["--results", "--rows"]],
    ["run ", ["mine.yaml", "studies/seed.yaml"]],
    ["run stu", ["studies/seed.yaml"]],
    ["-v run mi", ["mine.yaml"]],
    ["run --smoke --workers 2 mi", ["mine.yaml"]],
    ["run --workers ", []],
    ["run mine.yaml ", []],
    ["run --engine p", ["portable"]],
    ["run --engine=p", ["--engine=portable"]], // zsh and fish
    ["run --engine = p", ["portable"]], // bash
    ["run --engine =", ["auto", "native", "portable"]],
    ["run --store ", []],
    ["export mine.yaml 2e", ["2e0ffd70a1a4"]],
    ["export mine.yaml --format l", ["layers-model"]],
    ["explain mine.yaml 83", ["8382028bb4cb"]],
    ["report ", ["results/seed", "results/trees"]],
    ["compare results/seed results/t", ["results/trees"]],
    ["clean --forget ", ["seed", "trees"]],
    ["data m", ["mnist", "mine.yaml"]],
    ["completion ", ["bash", "zsh", "fish"]],
    ["init ", []],
  ])("candidates(%j) are %j", (line, values) => {
    expect(valuesAt(line).sort()).toEqual([...values].sort());
  });

  it("candidates(words) offers every option of a command and those of all, and never the hidden command", () => {
    expect(valuesAt("run --")).toEqual(
      expect.arrayContaining(["--workers", "--job-timeout", "--json", "--help", "--verbose"]),
    );
    expect(valuesAt("comp")).toEqual(["compare", "completion"]);
  });

  it("candidates(words) asks for rows of that study, of students alone for export, and of a smoke run", () => {
    asked.length = 0;
    valuesAt("explain --smoke mine.yaml ");
    valuesAt("export studies/seed.yaml ");
    expect(asked).toEqual([
      ["mine.yaml", { studentsOnly: false, smoke: true }],
      ["studies/seed.yaml", { studentsOnly: true, smoke: false }],
    ]);
  });
});

describe("lookUpIn(folder)", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-completion-"));
    for (const name of ["studies", "results/fruit", "results/old"]) {
      await mkdir(join(folder, name), { recursive: true });
    }
    await writeFile(join(folder, "mine.yaml"), "# first\nname: fruit\nseeds: [1]\n");
    await writeFile(join(folder, "package.json"), "{}");
    await writeFile(join(folder, "studies", "seed.yml"), "name: seed\n");
    await writeFile(join(folder, "results", "README.md"), "");
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
    await writeFile(join(folder, "results", "fruit", "results.jsonl"), lines.join(""));
    await writeFile(join(folder, "results", "old", "results.jsonl"), '{"half');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const values = (found: readonly { readonly value: string }[]) => found.map(({ value }) => value);

  it("lookUpIn(folder) finds studies here and in studies/, and folders of results", () => {
    const found = lookUpIn(folder);
    expect(values(found.studies())).toEqual(["mine.yaml", "studies/seed.yml"]);
    expect(values(found.resultsFolders())).toEqual(["results/fruit", "results/old"]);
    expect(values(found.studyNames())).toEqual(["fruit", "old"]);
  });

  it("lookUpIn(folder).rows(study) gives keys by the name in the study, with what they are", () => {
    const students = lookUpIn(folder).rows("mine.yaml", { studentsOnly: true, smoke: false });
    const ofStudents = rows.filter(({ role }) => role === "student");
    expect(values(students)).toEqual(ofStudents.map(({ key }) => key.slice(0, 12)));
    expect(students[0]!.description).toMatch(/, seed \d+$/);
    const all = lookUpIn(folder).rows("mine.yaml", { studentsOnly: false, smoke: false });
    expect(all).toHaveLength(rows.length);
  });

  it("lookUpIn(folder) offers nothing where nothing can be read", () => {
    const which = { studentsOnly: false, smoke: false };
    expect(lookUpIn(folder).rows("old.yaml", which)).toEqual([]);
    expect(lookUpIn(folder).rows("nowhere.yaml", which)).toEqual([]);
    const nowhere = lookUpIn(join(folder, "nowhere"));
    expect([...nowhere.studies(), ...nowhere.resultsFolders()]).toEqual([]);
  });
});
