// The numbers that a reader wants first, as sentences. Each is a rule over one bench's variants; what was not
// measured has no sentence. All numbers are medians, and ratios are of medians.
import type { EngineName } from "../../src/engine/engine.ts";
import { decimal } from "../../src/report/format.ts";
import type { QuestionName } from "./questions.ts";
import { comparison } from "./ranges.ts";
import type { BenchResult, Variant } from "./result.ts";
import { significant, timeText } from "./time-text.ts";

/** One bench's sentences, each complete. */
export function sentences(result: BenchResult): string[] {
  const rule = rules[result.name as QuestionName];
  return rule === undefined ? [] : rule(result);
}

const rules: Readonly<Record<QuestionName, (result: BenchResult) => string[]>> = {
  "stack-width": eachEngine(stackWidth),
  "step-parts": stepParts,
  workers: eachEngine(workers),
  "teacher-step": eachEngine(teacherStep),
  "label-production": labelProduction,
  "tree-growth": treeGrowth,
  "dataset-sharing": datasetSharing,
  "pool-dispatch": poolDispatch,
  coordinator,
  "start-up": startUp,
  report,
};

function eachEngine(
  rule: (variants: readonly Variant[], engine: EngineName, result: BenchResult) => string[],
) {
  return (result: BenchResult) =>
    result.engines.flatMap(({ name }) =>
      rule(
        result.variants.filter(({ engine }) => engine === name),
        name,
        result,
      ),
    );
}

/** The narrowest stack against the one with the least time a lane. */
function stackWidth(variants: readonly Variant[], engine: EngineName): string[] {
  const narrowest = leastBy(variants, ({ at }) => at!);
  const best = leastBy(variants, ({ time }) => time.medianMs);
  if (narrowest === undefined || best === undefined || narrowest === best) return [];
  return [
    `${capital(engine)} engine: a student-step takes ${inMedian(narrowest)} alone and ${inMedian(best)} in a stack of ` +
      `${best.at} (one thread): ${ratioText(narrowest, best)} times less.`,
  ];
}

/** The whole step by the lane kernel against the same as tensors. */
function stepParts({ variants }: BenchResult): string[] {
  const [kernel, tensors] = pairOf(variants, "kernel-whole", "tensors-whole");
  if (kernel === undefined || tensors === undefined) return [];
  return [
    `A student-step in a stack of ${kernel.at} takes ${inMedian(kernel)} by the lane kernel and ${inMedian(tensors)} as tensors: ` +
      `${ratioText(tensors, kernel)} times as long.`,
  ];
}

/** One worker against as many as there are cores, and those against the fastest number beyond. */
function workers(variants: readonly Variant[], engine: EngineName, { environment }: BenchResult): string[] {
  const one = variants.find(({ at }) => at === 1);
  const full = variants.find(({ at }) => at === environment.cores);
  if (one === undefined || full === undefined || one === full) return [];
  const beyond = leastBy(
    variants.filter(({ at }) => at! > environment.cores),
    ({ time }) => time.medianMs,
  );
  const more =
    beyond === undefined
      ? ""
      : {
          faster: ` ${beyond.at} workers are faster still (${rateText(beyond)} a second).`,
          slower: ` More workers than cores are slower (at best ${rateText(beyond)} a second).`,
          "no clear difference": " More workers than cores make no clear difference.",
        }[comparison(beyond.time, full.time)];
  return [
    `${capital(engine)} engine: ${full.at} workers on ${environment.cores} cores do ${rateText(full)} student-steps a second, ` +
      `${ratioText(one, full)} times what one does.${more}`,
  ];
}

/** Two processes of one thread against one of two threads; without such a one (portable) against one alone. */
function teacherStep(variants: readonly Variant[], engine: EngineName): string[] {
  const pair = variants.find(({ id }) => id === "side-by-side");
  const single = variants.find(({ id }) => id === "2-threads") ?? variants.find(({ id }) => id === "alone");
  if (pair === undefined || single === undefined) return [];
  const threads = single.threads === 1 ? "one thread" : `${single.threads} threads`;
  const verdict = {
    faster: `${ratioText(single, pair)} times as fast side by side`,
    slower: `${ratioText(pair, single)} times as slow side by side`,
    "no clear difference": "no clear difference",
  }[comparison(pair.time, single.time)];
  return [
    `${capital(engine)} engine: two teachers side by side, one thread each, take ${inMedian(pair)} of the machine a step, ` +
      `one teacher with ${threads} ${inMedian(single)}: ${verdict}.`,
  ];
}

function labelProduction(result: BenchResult): string[] {
  const perEngine = eachEngine((variants, engine) => {
    const training = variants.find(({ id }) => id === "training");
    const labelling = leastBy(
      variants.filter(({ id }) => id !== "training"),
      ({ time }) => time.medianMs,
    );
    if (training === undefined || labelling === undefined) return [];
    const share = labelling.time.medianMs / training.time.medianMs;
    return [
      `${capital(engine)} engine: a soft label takes ${inMedian(labelling)}, which is ${significant(share)} of what an epoch of its ` +
        "teacher's training takes an image.",
    ];
  })(result);
  const reading = result.variants.find(({ id }) => id === "reading");
  const read =
    reading && `A second study has finished labels from the store, verified, in ${inMedian(reading)}.`;
  return read === undefined ? perEngine : [...perEngine, read];
}

/** What leaves cost, then what comes beside one tree. */
function treeGrowth({ variants }: BenchResult): string[] {
  const [hard, soft] = pairOf(variants, "hard", "soft");
  if (hard === undefined || soft === undefined) return [];
  const cost =
    `An unpruned tree on MNIST takes ${inMedian(hard)} on hard labels (${leavesText(hard)}) and ${inMedian(soft)} on soft ones ` +
    `(${leavesText(soft)}).`;
  const [hardDepths, softDepths] = pairOf(variants, "hard-depths", "soft-depths");
  const pair = variants.find(({ id }) => id === "pair");
  if (hardDepths === undefined || softDepths === undefined || pair === undefined) return [cost];
  return [
    cost,
    `Two trees on hard labels at the same time take ${ratioText(pair, hard)} times as long as one; trees of every depth in one ` +
      `job ${ratioText(hardDepths, hard)} times as long as the deepest alone, on soft labels ${ratioText(softDepths, soft)} times.`,
  ];
}

function datasetSharing({ variants }: BenchResult): string[] {
  const [shared, cloned] = pairOf(variants, "shared", "cloned");
  if (shared === undefined || cloned === undefined) return [];
  return [
    `A job with MNIST in shared memory reaches its worker and is answered in ${inMedian(shared)}; with a copy of it in ` +
      `${inMedian(cloned)}, ${ratioText(cloned, shared)} times as long.`,
  ];
}

function poolDispatch({ variants }: BenchResult): string[] {
  const [job, thread] = pairOf(variants, "one-job", "thread");
  if (job === undefined || thread === undefined) return [];
  return [
    `An empty job is back from the pool after ${inMedian(job)}; a message to a bare thread after ${inMedian(thread)}.`,
  ];
}

function coordinator({ variants }: BenchResult): string[] {
  const [cell, resume] = pairOf(variants, "cell", "resume");
  if (cell === undefined || resume === undefined) return [];
  return [
    `Coordinator and store take ${inMedian(cell)} of a cell; a finished study of 500 cells is told so in ${inMedian(resume)}.`,
  ];
}

function startUp({ variants }: BenchResult): string[] {
  const parts = variants
    .filter(({ id }) => id !== "node")
    .map((variant) => {
      const engine = variant.engine === null ? "" : ` (${variant.engine})`;
      return `${variant.name}${engine} ${inMedian(variant)}`;
    });
  return parts.length === 0 ? [] : [`Start-up: ${parts.join("; ")}.`];
}

function report({ variants }: BenchResult): string[] {
  const [render, command] = pairOf(variants, "render", "command");
  if (render === undefined || command === undefined) return [];
  return [
    `The seed study's report with its figures is rendered in ${inMedian(render)}; the command that makes it takes ${inMedian(command)}.`,
  ];
}

function pairOf(variants: readonly Variant[], first: string, second: string) {
  return [variants.find(({ id }) => id === first), variants.find(({ id }) => id === second)] as const;
}

function leastBy(variants: readonly Variant[], value: (variant: Variant) => number): Variant | undefined {
  return variants.toSorted((a, b) => value(a) - value(b))[0];
}

const leavesText = ({ leaves }: Variant) => `${decimal(leaves ?? Number.NaN, 0)} leaves`;
const inMedian = ({ time }: Variant) => timeText(time.medianMs);
const rateText = ({ time }: Variant) => significant(1000 / time.medianMs);
const ratioText = (slow: Variant, fast: Variant) => significant(slow.time.medianMs / fast.time.medianMs);
const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);

export const sentenceRules =
  "Times are medians, ratios are of medians. A difference between variants is called one where their ranges from the " +
  "10th to the 90th percentile do not meet.";
