// The scripts of `distilgrid completion` in the shells that are there, as they are used: the completion is asked for its words.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { inTerminal, pseudoTerminal } from "../pseudo-terminal.ts";

const isThere = (shell: string) => spawnSync(shell, ["-c", "true"]).status === 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-shell-"));
  for (const name of ["bin", "studies", "results/seed"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const program = join(packageRoot(), "dist", "src", "cli", "main.js");
  const start = `#!/bin/sh\nexec ${process.execPath} ${program} "$@"\n`;
  await writeFile(join(folder, "bin", "distilgrid"), start, { mode: 0o755 });
  await writeFile(join(folder, "studies", "seed.yaml"), "name: seed\n");
  const rows = [
    { key: "a1".repeat(32), role: "teacher", seed: 1, spec: { name: "net: wide" } },
    { key: "b2".repeat(32), role: "student", seed: 2, arm: "soft tree", variant: {} },
  ];
  const lines = rows.map((row) => JSON.stringify(row)).join("\n");
  await writeFile(join(folder, "results", "seed", "results.jsonl"), lines);
});
afterAll(() => rm(folder, { recursive: true }));

const path = () => `${join(folder, "bin")}${delimiter}${process.env.PATH}`;

function outputOf(shell: string, script: string): string[] {
  const env = { ...process.env, PATH: path() };
  const { stdout, stderr } = spawnSync(shell, ["-c", script], { cwd: folder, env, encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.replace(/\n$/, "").split("\n");
}

const cases = [
  ["ru", ["run"]],
  ["run stu", ["studies/seed.yaml"]],
  ["run studies/seed.yaml --fail", ["--fail-fast"]],
  ["run --engine na", ["native"]],
  ["run --engine = na", ["native"]], // as bash cuts --engine=na
  ["report ''", ["results/seed"]],
  ["explain studies/seed.yaml a", ["a1a1a1a1a1a1"]],
  ["export studies/seed.yaml ''", ["b2b2b2b2b2b2"]],
  ["init ''", []], // files are the shell's part
] as const;

describe.skipIf(!isThere("bash"))("distilgrid completion bash (skipped where bash is not there)", () => {
  it("registers a function that fills COMPREPLY with what `distilgrid complete` says, for words as bash cuts them", () => {
    const asks = cases.map(
      ([words]) =>
        `COMP_WORDS=(distilgrid ${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _distilgrid distilgrid; echo "\${COMPREPLY[@]}"`,
    );
    const lines = outputOf(
      "bash",
      ["source <(distilgrid completion bash)", "complete -p distilgrid", ...asks].join("\n"),
    );
    expect(lines).toEqual([
      "complete -o default -F _distilgrid distilgrid",
      ...cases.map(([, values]) => values.join(" ")),
    ]);
  });

  it.skipIf(pseudoTerminal === undefined)("completes at the tab key in an interactive bash", async () => {
    const session = inTerminal("bash --norc --noprofile -i", {
      columns: 80,
      cwd: folder,
      env: { PATH: path(), PS1: "$ ", HISTFILE: "" },
    });
    session.type("source <(distilgrid completion bash); echo rea''dy\r");
    await session.until(/^ready/m);
    session.type("distilgrid run --engine=na\t--fail-f\t");
    await session.until(/--engine=native --fail-fast/);
  });
});

describe.skipIf(!isThere("zsh") || pseudoTerminal === undefined)(
  "distilgrid completion zsh (skipped where zsh or a pseudo-terminal is not there)",
  () => {
    it("completes at the tab key in an interactive zsh, and leaves files to the shell", async () => {
      const session = inTerminal("zsh -f -i", { columns: 80, cwd: folder, env: { PATH: path(), PS1: "$ " } });
      session.type("bindkey -e; autoload -U compinit; compinit -u -D; source <(distilgrid completion zsh)\r");
      const printed = (line: string) => `\u0001print -- ${line} \r`; // what was completed, as zsh would run it
      session.type(`distilgrid run stu\t--engine=na\t--fail-f\t${printed("one:")}`);
      await session.until(/^one: distilgrid run studies\/seed\.yaml --engine=native --fail-fast/m);
      session.type(`distilgrid init studies/se\t${printed("two:")}`);
      await session.until(/^two: distilgrid init studies\/seed\.yaml/m);
    });
  },
);

describe.skipIf(!isThere("fish"))("distilgrid completion fish (skipped where fish is not there)", () => {
  it("offers what `distilgrid complete` says, with its descriptions, and files where it says nothing", () => {
    const asked = ["ru", "run stu", "run --engine na", "run --engine=na", "init stu"];
    const asks = asked.map((words) => `complete -C "distilgrid ${words}"`);
    const lines = outputOf("fish", ["distilgrid completion fish | source", ...asks].join("\n"));
    expect(lines).toEqual([
      "run\trun a study, or continue it; finished parts are never run again",
      "studies/seed.yaml",
      "native",
      "--engine=native",
      "studies/",
    ]);
  });
});
