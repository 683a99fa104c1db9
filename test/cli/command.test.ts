// The built command as a process: what a user types, and what comes out of which stream. `npm test` builds first.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { exampleStudy } from "../study/example-study.ts";

interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe("distilgrid", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-command-"));
    const text = JSON.stringify(exampleStudy());
    await writeFile(join(folder, "misspelt.json"), text.replace('"epochs"', '"epohcs"'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("distilgrid --help names every command on stdout and ends with 0", async () => {
    const { code, stdout, stderr } = await distilgrid("--help");
    expect([code, stderr]).toEqual([0, ""]);
    for (const command of [
      "run",
      "plan",
      "status",
      "explain",
      "export",
      "report",
      "compare",
      "index",
      "init",
      "clean",
      "doctor",
      "data",
    ])
      expect(stdout).toMatch(`\n  ${command} `);
  });

  it("distilgrid run --help names every option", async () => {
    const { stdout } = await distilgrid("run", "--help");
    const options = [
      "--workers",
      "--engine",
      "--results",
      "--store",
      "--smoke",
      "--fresh",
      "--json",
      "--quiet",
    ];
    for (const option of [...options, "--verbose", "--no-color"]) expect(stdout).toMatch(option);
  });

  it("distilgrid --version is the version of the package", async () => {
    const { default: manifest } = await import(join(packageRoot(), "package.json"), {
      with: { type: "json" },
    });
    expect(await distilgrid("--version")).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  it.each([
    [[], /^Usage: distilgrid/],
    [["rnu", "a.yaml"], /^error: unknown command 'rnu'\n\(Did you mean run\?\)/],
    [["run"], /^error: missing required argument 'study'/],
    [["run", "a.yaml", "--worker", "2"], /^error: unknown option '--worker'\n\(Did you mean --workers\?\)/],
    [["run", "a.yaml", "--workers", "0"], /'0' is invalid\. Expected a whole number from 1 to 1024\./],
    [
      ["run", "a.yaml", "--results", ""],
      /'--results <folder>' argument '' is invalid\. Expected the path of a folder\./,
    ],
    [
      ["run", "a.yaml", "--store", " "],
      /'--store <folder>' argument ' ' is invalid\. Expected the path of a folder\./,
    ],
    [["plan", "a.yaml", "--store", ""], /Expected the path of a folder\./],
    [["plan", "a.yaml", "--results", ""], /Expected the path of a folder\./],
    [["doctor", "--results", ""], /Expected the path of a folder\./],
    [["doctor", "--store", ""], /Expected the path of a folder\./],
    [["report", ""], /Expected the path of a folder\./],
    [["run", "a.yaml", "--engine", "gpu"], /Allowed choices are auto, native, portable\./],
    [
      ["run", "nowhere.yaml"],
      /^error: nowhere\.yaml: There is no such study file\. In \. there are: misspelt\.json\.\n$/,
    ],
    [
      ["plan", "nowhere.yaml"],
      /^error: nowhere\.yaml: There is no such study file\. In \. there are: misspelt\.json\.\n$/,
    ],
    [["report", "nowhere"], /^error: .*nowhere.*\n$/],
  ])("distilgrid %j is an error of the user: 2, and only stderr speaks", async (args, message) => {
    const { code, stdout, stderr } = await distilgrid(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  it("distilgrid run of a study with a misspelt key is one paragraph without a stack", async () => {
    const { code, stdout, stderr } = await distilgrid("run", "misspelt.json");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^error: misspelt\.json:1:\d+: Unknown key `epohcs` \(experiments\[0\]\.teachers\[0\]\.epohcs\)\. Did you mean `epochs`\? .*\n$/,
    );
  });

  it("distilgrid run -v of the same shows the stack as well", async () => {
    expect((await distilgrid("run", "misspelt.json", "-v")).stderr).toMatch(/\n\nUserError: .*\n {4}at /);
  });

  it("distilgrid doctor --json is one finding a line", async () => {
    const { stdout } = await distilgrid("doctor", "--json");
    const names = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { name: string }).name);
    expect(names).toEqual(expect.arrayContaining(["node", "native engine", "cores", "memory", "mnist"]));
  });

  function distilgrid(...args: readonly string[]): Promise<Ending> {
    const program = join(packageRoot(), "dist", "src", "cli", "main.js");
    return new Promise((resolve) => {
      execFile(process.execPath, [program, ...args], { cwd: folder }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }
});
