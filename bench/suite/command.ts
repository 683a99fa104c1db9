// The command line around one bench: options in; environment, table and a JSON file out.
import { join } from "node:path";
import type { ChosenEngine } from "../../src/engine/available.ts";
import { writeText } from "../../src/results/write-text.ts";
import { UserError } from "../../src/user-error.ts";
import { benchEngines } from "./engines.ts";
import { environmentNow } from "./environment.ts";
import { benchOptions } from "./options.ts";
import { renderConsole } from "./render-console.ts";
import { type BenchResult, type Skipped, schemaVersion, type Variant } from "./result.ts";

export interface Question {
  /** Of the file and of its results. */
  readonly name: string;
  readonly question: string;
  readonly setting: string;
  readonly rateOf: string | null;
  measure(context: BenchContext): Promise<readonly Variant[]>;
}

export interface BenchContext {
  readonly isQuick: boolean;
  /** Those that this machine has, native first. */
  readonly engines: readonly ChosenEngine[];
  readonly cores: number;
  /** Milliseconds, from any start. */
  now(): number;
  skip(skipped: Skipped): void;
}

/** What only a command line has. */
export interface Surroundings {
  readonly args: readonly string[];
  readonly date: Date;
  now(): number;
}

export async function runBench(question: Question, { args, date, now }: Surroundings): Promise<void> {
  const { isQuick, resultsFolder } = benchOptions(args);
  const { engines, skipped: absent } = benchEngines();
  const environment = environmentNow();
  const skipped = [...absent];
  const skip = (what: Skipped) => void skipped.push(what);
  const { measure, ...asked } = question;
  const variants = await measure({ isQuick, engines, cores: environment.cores, now, skip });
  const result: BenchResult = {
    schemaVersion,
    ...asked,
    date: date.toISOString(),
    isQuick,
    environment,
    engines: engines.filter(({ name }) => variants.some(({ engine }) => engine === name)),
    variants,
    skipped,
  };
  process.stdout.write(renderConsole(result));
  await writeText(join(resultsFolder, `${question.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** A mistake of the user's is one paragraph and exit code 2. */
export async function orExplain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isUsers = error instanceof UserError || isArgumentError(error);
    if (!isUsers) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

function isArgumentError(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
