import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** What `node ARGUMENTS` prints, once it has ended. @throws when its exit code is not 0 */
export async function outputOf(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await execute(process.execPath, args, {
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 24,
  });
  return stdout;
}
