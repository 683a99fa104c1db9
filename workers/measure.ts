// The thread that asks a study's models for predictions, alone on the machine: takes one task, answers, ends.
import { parentPort, workerData } from "node:worker_threads";
import { type MeasureTask, measureCosts } from "../src/cost/measure.ts";

const lines = await measureCosts(workerData as MeasureTask, () => performance.now());
parentPort!.postMessage(lines);
