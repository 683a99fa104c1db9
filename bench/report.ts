// How long does the report of a study take?
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../src/package-root.ts";
import { renderReport } from "../src/report/report.ts";
import { readResolvedStudy, readRows } from "../src/results/files.ts";
import { orExplain, runBench } from "./suite/command.ts";
import { outputOf } from "./suite/program.ts";
import { measureTasks, quickBudget, type Task } from "./suite/tasks.ts";
import { withTemporaryFolder } from "./suite/temporary-folder.ts";

const budget = { timeMs: 3000, calls: 10, warmupMs: 500, warmupCalls: 3 };
const inputs = ["results.jsonl", "study.yaml"];

await orExplain(() =>
  runBench(
    {
      name: "report",
      question: "How long does the report of a study take?",
      setting:
        "The report of `results/seed` from its rows: two experiments, five seeds, with all figures. In this process " +
        "the libraries are loaded and warm.",
      rateOf: null,
      measure: ({ isQuick, now }) =>
        withTemporaryFolder(async (folder) => {
          const seed = join(packageRoot(), "results", "seed");
          await mkdir(folder, { recursive: true });
          for (const file of inputs) await cp(join(seed, file), join(folder, file));
          const study = await readResolvedStudy(folder);
          const rows = await readRows(folder);
          const command = join(packageRoot(), "dist", "src", "cli", "main.js");
          const common = {
            per: "report",
            engine: null,
            threads: null,
            at: null,
            units: 1,
            async: true,
          } as const;
          const tasks: Task[] = [
            {
              ...common,
              id: "rows",
              name: `reading and checking ${rows.length} rows`,
              async run() {
                if ((await readRows(folder)).length !== rows.length) throw new Error("A row is missing");
              },
            },
            {
              ...common,
              id: "render",
              name: "text and figures from rows",
              async run() {
                const { markdown, figures } = await renderReport({ study, rows, command: "distilgrid run" });
                if (!markdown.startsWith("# ") || figures.length === 0) throw new Error("It is not whole");
              },
            },
            {
              ...common,
              id: "command",
              name: "`distilgrid report`, a fresh process",
              async run() {
                const output = await outputOf([command, "report", folder]);
                if (!output.includes("report.md")) throw new Error(`Expected a report, got ${output}`);
              },
            },
          ];
          return measureTasks(tasks, isQuick ? quickBudget : budget, now);
        }),
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
