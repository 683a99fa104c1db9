// How does the time of a student-step fall with the width of the stack?
// One thread, 784-10-10-10, batch 128, Adam, distillation loss; variants differ in the number of lanes alone.
import { cpus } from "node:os";
import { Bench } from "tinybench";
import { chooseEngine, type EngineChoice } from "../src/engine/available.ts";
import { loadEngine } from "../src/engine/load.ts";
import { stream } from "../src/random/stream.ts";
import { initialWeights } from "../src/students/lane-weights.ts";
import { createStack, type TrainingBatch } from "../src/students/stack.ts";

process.env.TF_NUM_INTRAOP_THREADS = "1";
process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";

const sizes = [720, 10, 10, 10];
const rows = 128;

function randomBatch(): TrainingBatch {
  const { uniform, normal, int } = stream(1, "batch");
  const labels = new Float32Array(rows * 10);
  for (let row = 0; row < rows; row++) labels[row * 10 + int(10)] = 1;
  const features = Float32Array.from({ length: rows * 720 }, () => Math.max(0, uniform() - 0.8)); // mostly dark
  const teacherLogits = Float32Array.from({ length: rows * 10 }, () => 5 * normal());
  return { rows, paddedRows: rows, features, labels, teacherLogits };
}

const chosen = chooseEngine((process.argv[2] ?? "auto") as EngineChoice);
const engine = await loadEngine(chosen.name);
const batch = randomBatch();
const bench = new Bench({ time: 1000, warmupTime: 300 });
const open: { close(): void }[] = [];
for (const width of [1, 3, 12, 27, 54, 108]) {
  const lanes = Array.from({ length: width }, (_, k) => ({
    temperature: 1 + (k % 8),
    alpha: 0.9,
    labelSmoothing: 0,
    weightDecay: 0,
    learningRate: 1e-3,
  }));
  const settings = {
    sizes,
    activation: "relu",
    columns: null,
    lanes,
    optimizer: "adam",
    momentum: 0,
  } as const;
  const initial = initialWeights(sizes, 1);
  const stack = createStack(
    engine,
    settings,
    lanes.map(() => initial),
  );
  open.push(stack);
  bench.add(`${width} lanes`, () => void stack.step(batch, 1), {
    async: false,
    afterAll() {
      if (
        !stack
          .read()
          .flat()
          .every((values) => values.every(Number.isFinite))
      )
        throw new Error("It diverged");
    },
  });
}
await bench.run();
for (const { close } of open) close();

console.log(`${chosen.id}; Node ${process.versions.node}; ${cpus()[0]?.model}; 1 thread`);
console.table(
  bench.tasks.map(({ name, result }) => {
    if (result.state !== "completed") return { stack: name };
    const { p50, mad, samplesCount } = result.latency;
    const perStudent = (p50 * 1000) / Number.parseInt(name, 10);
    return {
      stack: name,
      "median step, ms": p50.toFixed(3),
      "median absolute deviation, ms": mad.toFixed(3),
      "us a student-step": perStudent.toFixed(1),
      n: samplesCount,
    };
  }),
);
