// Where does a step go? Each variant leaves one thing out of it.
import type { Engine } from "../src/engine/engine.ts";
import { loadEngine } from "../src/engine/load.ts";
import { tensorflowEnvironment } from "../src/engine/tensorflow-environment.ts";
import { createStack } from "../src/students/create-stack.ts";
import { initialWeights } from "../src/students/lane-weights.ts";
import type { Stack, StackSettings, TrainingBatch } from "../src/students/stack.ts";
import { orExplain, runBench } from "./suite/command.ts";
import { mnistInput, studentSizes } from "./suite/mnist-batch.ts";
import { measureTasks, quickBudget, type Task } from "./suite/tasks.ts";

const lanes = 54;
const budget = { timeMs: 2000, calls: 50, warmupMs: 500, warmupCalls: 5 };

interface Part {
  readonly id: string;
  readonly name: string;
  readonly alpha: number;
  readonly optimizer: StackSettings["optimizer"];
  run(stack: Stack, batch: TrainingBatch): void;
}

const train = (stack: Stack, batch: TrainingBatch) => {
  if (stack.step([batch], 1).length > 0) throw new Error("A lane diverged");
};
const whole = { alpha: 0.9, optimizer: "adam", run: train } as const;

const parts: readonly Part[] = [
  { ...whole, id: "whole", name: "the whole step: soft and hard term, Adam" },
  { ...whole, id: "hard", name: "without the soft term", alpha: 0 },
  { ...whole, id: "sgd", name: "with plain SGD", optimizer: "sgd" },
  {
    ...whole,
    id: "dark",
    name: "with images that are all dark: no products of the first layer",
    run: (stack, batch) => train(stack, { ...batch, features: dark(batch) }),
  },
  {
    ...whole,
    id: "forward",
    name: "forward alone",
    run: (stack, { features }) => stack.logits(features).dispose(),
  },
];

const darkBytes = new Uint8Array(new SharedArrayBuffer(784));
function dark({ features }: TrainingBatch): TrainingBatch["features"] {
  return "ids" in features
    ? { ...features, bytes: darkBytes, ids: new Uint32Array(features.rows) }
    : features;
}

async function tasksOf(way: "kernel" | "tensors", engine: Engine, stacks: Stack[]): Promise<Task[]> {
  const { batch, columns } = await mnistInput();
  const initial = initialWeights(studentSizes, 1);
  return parts.map(({ id, name, alpha, optimizer, run }): Task => {
    const settings = {
      sizes: studentSizes,
      activation: "relu",
      columns,
      optimizer,
      momentum: 0,
      lanes: Array.from({ length: lanes }, (_, k) => ({
        temperature: 1 + (k % 8),
        alpha,
        labelSmoothing: 0,
        weightDecay: 0,
        learningRate: 1e-3,
      })),
    } as const;
    const stack = createStack(
      engine,
      settings,
      settings.lanes.map(() => initial),
    );
    stacks.push(stack);
    return {
      id: `${way}-${id}`,
      name: `${way === "kernel" ? "lane kernel" : "tensors"}, ${name}`,
      per: "student-step",
      engine: "native",
      threads: 1,
      at: lanes,
      units: lanes,
      async: false,
      run: () => run(stack, batch),
    };
  });
}

await orExplain(() =>
  runBench(
    {
      name: "step-parts",
      question: "Where does a step go?",
      setting:
        `A stack of ${lanes} students 784-10-10-10, one batch of 128 MNIST images again and again, in one thread, by the lane ` +
        "kernel and as tensors. Each variant leaves one thing out of the whole step; what it saves is what that thing costs.",
      rateOf: "student-step",
      async measure({ engines, isQuick, now }) {
        Object.assign(process.env, tensorflowEnvironment(1));
        if (!engines.some(({ name }) => name === "native")) return [];
        const engine = await loadEngine("native");
        const stacks: Stack[] = [];
        try {
          const tasks = await tasksOf("tensors", { ...engine, laneKernel: null }, stacks);
          if (engine.laneKernel !== null) tasks.unshift(...(await tasksOf("kernel", engine, stacks)));
          return await measureTasks(tasks, isQuick ? quickBudget : budget, now);
        } finally {
          for (const stack of stacks) stack.close();
        }
      },
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
