// What building the native engine takes; scripts/ asks the same before it starts.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface BuildTool {
  readonly name: string;
  /** The first line of what it says of itself; null where it is not there. */
  readonly version: string | null;
  readonly remedy: string;
}

const tools = [
  { name: "python3 with pip", commands: ["python3 -m pip --version"], debian: "python3-pip" },
  { name: "C++ compiler", commands: ["c++ --version", "g++ --version", "clang++ --version"], debian: "g++" },
  { name: "make", commands: ["make --version"], debian: "make" },
] as const;

export async function buildTools(): Promise<BuildTool[]> {
  return Promise.all(
    tools.map(async ({ name, commands, debian }) => ({
      name,
      version: await firstAnswer(commands),
      remedy: `Debian and Ubuntu: apt-get install ${debian}. macOS: xcode-select --install.`,
    })),
  );
}

async function firstAnswer(commands: readonly string[]): Promise<string | null> {
  for (const command of commands) {
    const answer = await firstLine(command);
    if (answer !== null) return answer;
  }
  return null;
}

async function firstLine(command: string): Promise<string | null> {
  const [file = "", ...args] = command.split(" ");
  try {
    const { stdout } = await promisify(execFile)(file, args, { timeout: 10_000 });
    return stdout.split("\n", 1)[0]?.trim() || file;
  } catch {
    // Not installed, or broken: either way it cannot be used.
    return null;
  }
}
