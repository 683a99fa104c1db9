import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InitFlags } from "../../src/cli/flags.ts";
import { initCommand } from "../../src/cli/init.ts";
import { type OutputStream, terminalOf } from "../../src/cli/terminal.ts";
import { parseStudy } from "../../src/study/parse.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-init-"));
});
afterAll(() => rm(folder, { recursive: true }));

let notes = "";
const silent = { write: () => true, isTTY: false, columns: 80 } as OutputStream;
const noting = {
  ...silent,
  write: (text: string) => {
    notes += text;
    return true;
  },
} as OutputStream;
const init = (name: string, flags: InitFlags = {}) =>
  initCommand(join(folder, name), flags, terminalOf(silent, noting, {}));

describe("initCommand(path, terminal)", () => {
  it("initCommand(path, terminal) writes a study that is named after its file, and every arm of it is compared", async () => {
    expect(await init("first-try.yaml")).toBe(0);
    const text = await readFile(join(folder, "first-try.yaml"), "utf8");
    const { name, experiments } = parseStudy(text, "first-try.yaml");
    expect(name).toBe("first-try");
    const students = experiments[0]!.students.map((student) => [student.name, student.baseline ?? null]);
    expect(students).toEqual([
      ["hard labels", null],
      ["soft labels", "hard labels"],
      ["hard tree", null],
      ["soft tree", "hard tree"],
      ["permuted labels", "hard labels"],
    ]);
  });

  it("initCommand(path, csv) learns from the columns that can be used, and tells why not from the others", async () => {
    const csv = join(folder, "rows.csv");
    const names = Array.from(
      { length: 101 },
      (_, i) => `${i + 7},${i % 9},${i === 3 ? "" : i},name ${i},${i % 2}`,
    );
    await writeFile(csv, `id,size,gap,person,kind\n${names.join("\n")}\n`);
    notes = "";
    await init("rows.yaml", { csv, label: "kind" });
    const { experiments } = parseStudy(await readFile(join(folder, "rows.yaml"), "utf8"), "rows.yaml");
    expect(experiments[0]!.dataset).toMatchObject({ name: "csv", label: "kind", features: ["size"] });
    const [id, gap, person, rest] = notes.split("\n");
    expect(id).toBe("not used: id. It numbers the rows, so nothing can be learned from it.");
    expect(gap).toBe("not used: gap. 1 of its 101 cells is empty. Fill them in, or remove these rows.");
    expect(person).toMatch(
      /^not used: person\. Expected numbers, or at most 100 different texts, .* got 101 different/,
    );
    expect(rest).toBe("");
  });

  it.each([
    ["a,kind\n1,x\n2,\n", "expected a class in every row, column `kind`. 1 of its 2 cells is empty."],
    ["a,kind\n,x\n2,y\n", "expected a column to learn from.\nnot used: a. 1 of its 2 cells is empty."],
  ])("initCommand(path, csv) refuses %j", async (text, message) => {
    const csv = join(folder, "wrong.csv");
    await writeFile(csv, text);
    await expect(init("wrong.yaml", { csv, label: "kind" })).rejects.toThrow(message);
  });

  it("initCommand(path, terminal) never writes over a file", async () => {
    await init("twice.yaml");
    await expect(init("twice.yaml")).rejects.toThrow(/twice\.yaml is there already, and is left as it is\./);
  });

  it.each([
    ["Study.yaml", /Expected `name` to be lower-case letters, digits and hyphens, got `Study`/],
    ["study.txt", /Expected a name that ends in \.yaml for the study file, got /],
    ["nowhere/study.yaml", /Cannot write .*nowhere/],
  ])("initCommand(path, terminal) refuses %s", async (name, message) => {
    await expect(init(name)).rejects.toThrow(message);
  });
});
