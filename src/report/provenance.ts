import type { Row } from "../results/row.ts";
import { schemaVersion } from "../results/row.ts";
import type { Study } from "../study/schema.ts";
import { counted } from "./format.ts";
import { blocks, details, escapeMarkdown, markdownTable } from "./markdown.ts";
import { modelsOf } from "./models.ts";
import type { ExperimentResults } from "./results.ts";

/** What made the numbers: command, engine, seeds, and the keys under which the artefacts lie. */
export function renderProvenance(
  study: Study,
  rows: readonly Row[],
  experiments: readonly ExperimentResults[],
  command: string,
): string {
  const engines = new Set(
    rows.flatMap((row) => ("engine" in row && row.engine !== null ? [row.engine] : [])),
  );
  const names = [...engines].sort().map(escapeMarkdown).join(", ");
  return blocks([
    "## How it was made",
    fenced(command),
    [
      `- Engine: ${names === "" ? "none has run yet" : names}`,
      `- Seeds: ${study.seeds.join(", ")}`,
      `- Rows: ${counted(rows.length, "row")} of results.jsonl, format ${schemaVersion}; the study with every default is study.yaml`,
      "- Versions of programs, the machine, times and memory are in environment.json and timings.jsonl: they change from run to run",
    ].join("\n"),
    details("Keys", keyTable(rows, experiments)),
  ]);
}

/** A fence longer than any in the command. */
function fenced(command: string): string {
  const longest = Math.max(0, ...[...command.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}sh\n${command}\n${fence}`;
}

function keyTable(rows: readonly Row[], experiments: readonly ExperimentResults[]): string {
  const columns = ["Experiment", "What", "Seed", "Key"].map((title) => ({ title }));
  const lines = experiments.flatMap((results) => {
    const line = (what: string, seed: number | null, key: string) => [
      escapeMarkdown(results.experiment.name),
      escapeMarkdown(what),
      String(seed ?? "all"),
      `\`${key}\``,
    ];
    return [
      ...results.datasets.map(({ seed, hash }) => line("data (hash)", seed, hash)),
      ...results.softLabels.map(({ seed, key, teacher }) => line(`soft labels of ${teacher}`, seed, key)),
      ...modelsOf(results).flatMap(({ name, rows }) => rows.map(({ seed, key }) => line(name, seed, key))),
    ];
  });
  const others = rows.length - lines.length;
  const note = others > 0 ? `The keys of the other ${counted(others, "row")} are in results.jsonl.` : "";
  return blocks([markdownTable(columns, lines), note]);
}
