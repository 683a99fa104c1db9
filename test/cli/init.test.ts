import { mkdtemp, readFile, rm } from "node:fs/promises";
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

const silent = { write: () => true, isTTY: false, columns: 80 } as OutputStream;
const init = (name: string, flags: InitFlags = {}) =>
  initCommand(join(folder, name), flags, terminalOf(silent, silent, {}));

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
