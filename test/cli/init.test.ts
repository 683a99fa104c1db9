import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InitFlags } from "../../src/cli/flags.ts";
import { initCommand } from "../../src/cli/init.ts";
import { type OutputStream, terminalOf } from "../../src/cli/terminal.ts";
import { parseStudy } from "../../src/study/parse.ts";
import { UserError } from "../../src/user-error.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-init-"));
});
afterAll(() => rm(folder, { recursive: true }));

let [printed, notes] = ["", ""];
const stream = (take: (text: string) => void) =>
  ({ write: (text: string) => take(text) === undefined, isTTY: false, columns: 80 }) as OutputStream;
const init = (name: string, flags: InitFlags = {}) => {
  [printed, notes] = ["", ""];
  const stdout = stream((text) => {
    printed += text;
  });
  const stderr = stream((text) => {
    notes += text;
  });
  return initCommand(join(folder, name), flags, terminalOf(stdout, stderr, {}));
};

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
    await init("rows.yaml", { csv, label: "kind" });
    const text = await readFile(join(folder, "rows.yaml"), "utf8");
    const { experiments } = parseStudy(text, "rows.yaml");
    expect(experiments[0]!.dataset).toMatchObject({ name: "csv", label: "kind", features: ["size"] });
    const [id, gap, person, next] = notes.split("\n");
    expect(id).toBe("not used: id. It numbers the rows, so nothing can be learned from it.");
    expect(gap).toBe("not used: gap. 1 of its 101 cells is empty. Fill them in, or remove these rows.");
    expect(person).toMatch(
      /^not used: person\. Expected numbers, or at most 100 different texts, .* got 101 different/,
    );
    expect(next).toMatch(/^Next: /);
    expect(text).toContain(
      '      features: ["size"]\n' +
        "      # Left out; a column that was mended can be named above:\n" +
        "      # - id. It numbers the rows, so nothing can be learned from it.\n" +
        "      # - gap. 1 of its 101 cells is empty. Fill them in, or remove these rows.\n" +
        "      # - person. Expected numbers, or at most 100 different texts,",
    );
  });

  it("initCommand(path, csv) keeps a name with line breaks within its comment", async () => {
    const csv = join(folder, "odd.csv");
    await writeFile(
      csv,
      `x,"a\nname: b",kind\n${Array.from({ length: 9 }, (_, i) => `${9 - i},,${i % 2}\n`).join("")}`,
    );
    await init("odd.yaml", { csv, label: "kind" });
    const text = await readFile(join(folder, "odd.yaml"), "utf8");
    expect(text).toContain("\n      # - a name: b. 9 of its 9 cells are empty.");
    expect(parseStudy(text, "odd.yaml").name).toBe("odd");
  });

  it("initCommand(path, flags) prints the file alone on stdout and the next commands on stderr, or nothing of them when quiet", async () => {
    const file = join(folder, "next.yaml");
    await init("next.yaml");
    expect(printed).toBe(`${file}\n`);
    expect(notes).toBe(`Next: distilgrid plan ${file}, then distilgrid run ${file}\n`);
    await init("quiet.yaml", { quiet: true });
    expect([printed, notes]).toEqual([`${join(folder, "quiet.yaml")}\n`, ""]);
  });

  it.each([
    [
      "three thousand classes",
      Array.from({ length: 3000 }, (_, i) => `c${i}`),
      "expected 2 to 256 classes in column `kind`, got 3000, among them `c0`, `c1`, `c10`. Name the column",
    ],
    [
      "real numbers",
      Array.from({ length: 300 }, (_, i) => String(i / 7)),
      "expected 2 to 256 classes in column `kind`, got 300",
    ],
    [
      "one class",
      Array.from({ length: 20 }, () => "x"),
      "expected 2 to 256 classes in column `kind`, got 1: `x`.",
    ],
    [
      "a few real numbers",
      Array.from({ length: 20 }, (_, i) => String(i / 7)),
      "expected several rows of each class in column `kind`, got 20 classes in 20 rows.",
    ],
  ])("initCommand(path, csv) refuses %s as classes, and writes nothing", async (name, classes, message) => {
    const csv = join(folder, `${name}.csv`);
    await writeFile(csv, `x,kind\n${classes.map((one, i) => `${i % 5},${one}\n`).join("")}`);
    const refused = init("classes.yaml", { csv, label: "kind" });
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow(message);
    await expect(access(join(folder, "classes.yaml"))).rejects.toThrow("ENOENT");
    expect([printed, notes]).toEqual(["", ""]);
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
