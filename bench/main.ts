// npm run bench [-- NAME...] [--quick] [--results DIR]
// Runs the benches one after another, each in a process of its own, and makes results/bench/report.md from what they
// wrote. A bench that fails does not keep the others from running; the exit code is 1 then.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { orExplain } from "./suite/command.ts";
import { benchOptions } from "./suite/options.ts";
import { chosenQuestions } from "./suite/questions.ts";
import { remakeReport } from "./suite/report-folder.ts";

await orExplain(async () => {
  const { isQuick, resultsFolder, names } = benchOptions(process.argv.slice(2));
  const failed: string[] = [];
  for (const name of chosenQuestions(names)) {
    const program = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
    const args = [program, "--results", resultsFolder, ...(isQuick ? ["--quick"] : [])];
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    const [code] = await once(child, "close");
    if (code !== 0) failed.push(name);
  }
  process.stdout.write(`${await remakeReport(resultsFolder)}\n`);
  if (failed.length > 0) {
    process.stderr.write(
      `Failed: ${failed.join(", ")}. The report has what they measured before, if anything.\n`,
    );
    process.exitCode = 1;
  }
});
