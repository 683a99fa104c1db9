// The peers' virtual environment: made once from requirements.txt, and again when that file changes.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { UserError } from "../../src/user-error.ts";

const folder = join(packageRoot(), ".peers-venv");
const stamp = join(folder, "requirements.sha256");
const python = join(folder, "bin", "python");

/** Path of its python. @throws UserError where it cannot be made */
export async function pythonEnvironment(say: (line: string) => void): Promise<string> {
  const requirements = join(packageRoot(), "bench", "peers", "requirements.txt");
  const sha256 = createHash("sha256")
    .update(await readFile(requirements))
    .digest("hex");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === sha256) return python;
  say(`making ${folder} (about 8 GB, once)`);
  await rm(folder, { recursive: true, force: true });
  await run("python3", ["-m", "venv", folder]);
  await run(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
  await writeFile(stamp, sha256);
  return python;
}

/** stdout is left to the table. */
function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", process.stderr, process.stderr] });
    const fail = (why: string, cause?: Error) =>
      reject(
        new UserError(
          `\`${command} ${args.join(" ")}\` failed: ${why}. The peers need Python 3.11 or newer with venv, about 8 GB ` +
            "of disk and a package index.",
          { cause },
        ),
      );
    child.once("error", (error) => fail(error.message, error));
    child.once("close", (code, signal) => (code === 0 ? resolve() : fail(signal ?? `exit code ${code}`)));
  });
}
