// How does the time of a student-step fall with the width of the stack?
import type { ChosenEngine } from "../src/engine/available.ts";
import { loadEngine } from "../src/engine/load.ts";
import { tensorflowEnvironment } from "../src/engine/tensorflow-environment.ts";
import { createStack } from "../src/students/create-stack.ts";
import { initialWeights } from "../src/students/lane-weights.ts";
import type { Stack } from "../src/students/stack.ts";
import { type BenchContext, orExplain, runBench } from "./suite/command.ts";
import { type MnistInput, mnistInput, studentSizes } from "./suite/mnist-batch.ts";
import { measureTasks, quickBudget, type Task } from "./suite/tasks.ts";

const widths = { native: [1, 3, 12, 27, 54, 108, 216], portable: [1, 3, 12, 27, 54] };
const budget = { timeMs: 1500, calls: 20, warmupMs: 300, warmupCalls: 3 };

async function measureEngine(
  chosen: ChosenEngine,
  { batch, columns }: MnistInput,
  { isQuick, now }: BenchContext,
) {
  const engine = await loadEngine(chosen.name);
  const initial = initialWeights(studentSizes, 1);
  const stacks: Stack[] = [];
  try {
    const tasks = (isQuick ? [1, 3] : widths[chosen.name]).map((width): Task => {
      const lanes = Array.from({ length: width }, (_, k) => ({
        temperature: 1 + (k % 8),
        alpha: 0.9,
        labelSmoothing: 0,
        weightDecay: 0,
        learningRate: 1e-3,
      }));
      const rule = { optimizer: "adam", momentum: 0 } as const;
      const settings = { ...rule, sizes: studentSizes, activation: "relu", columns, lanes } as const;
      const stack = createStack(
        engine,
        settings,
        lanes.map(() => initial),
      );
      stacks.push(stack);
      return {
        id: "width",
        name: `${width} ${width === 1 ? "lane" : "lanes"}`,
        per: "student-step",
        engine: chosen.name,
        threads: 1,
        at: width,
        units: width,
        async: false,
        run() {
          if (stack.step([batch], 1).length > 0) throw new Error("A lane diverged");
        },
      };
    });
    return await measureTasks(tasks, isQuick ? quickBudget : budget, now);
  } finally {
    for (const stack of stacks) stack.close();
  }
}

await orExplain(() =>
  runBench(
    {
      name: "stack-width",
      question: "How does the time of a student-step fall with the width of the stack?",
      setting:
        "784-10-10-10 students, one batch of 128 MNIST images again and again, Adam, distillation loss, in one thread. " +
        "Variants differ in the number of lanes alone.",
      rateOf: "student-step",
      async measure(context) {
        Object.assign(process.env, tensorflowEnvironment(1));
        const input = await mnistInput();
        const variants = [];
        for (const engine of context.engines) variants.push(...(await measureEngine(engine, input, context)));
        return variants;
      },
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
