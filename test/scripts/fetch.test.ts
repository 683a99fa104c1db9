// Both transports against stand-ins: a local HTTP server, and a `python3` whose pip "downloads" a small wheel.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fetchTarball, unpackTarball } from "../../scripts/native/fetch-tarball.mjs";
import { fetchWheel, unpackWheel } from "../../scripts/native/fetch-wheel.mjs";
import { which } from "../../scripts/which.mjs";
import { temporaryFolder } from "./temporary-folder.ts";

const lock = { working: () => undefined };
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/libtensorflow.tar.gz`;
}

function writeTree(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function smallTarball(): Buffer {
  const folder = temporaryFolder();
  writeTree(folder, { "lib/libtensorflow.so.2": "library", "include/tensorflow/c/c_api.h": "header" });
  return execFileSync("tar", ["-czf", "-", "lib", "include"], { cwd: folder });
}

describe("fetchTarball(source, folder)", () => {
  test("brings a tarball that unpackTarball(file, goal, lock) unpacks", async () => {
    const tarball = smallTarball();
    const url = await serve((_request, response) => void response.end(tarball));
    const file = await fetchTarball({ url, sha256: sha256(tarball) }, temporaryFolder());
    const goal = temporaryFolder();
    await unpackTarball(file, goal, lock);
    expect(readdirSync(goal).sort()).toEqual(["include", "lib"]);
    expect(readFileSync(join(goal, "lib/libtensorflow.so.2"), "utf8")).toBe("library");
  });

  test("refuses other content than the pinned one, and names both hashes", async () => {
    const url = await serve((_request, response) => void response.end("an error page"));
    const expected = "0".repeat(64);
    await expect(fetchTarball({ url, sha256: expected }, temporaryFolder())).rejects.toThrow(
      `${url} has the SHA-256 ${sha256(Buffer.from("an error page"))}, expected ${expected}`,
    );
  });

  test("tells the status of a refusal", async () => {
    const url = await serve((_request, response) => void response.writeHead(403).end());
    await expect(fetchTarball({ url, sha256: "" }, temporaryFolder())).rejects.toThrow(
      `${url} could not be downloaded (HTTP 403 Forbidden).`,
    );
  });

  test("tells when the connection breaks half way", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half", () => response.destroy());
    });
    await expect(fetchTarball({ url, sha256: "" }, temporaryFolder())).rejects.toThrow(
      "could not be downloaded (",
    );
  });
});

const python: string | null = which("python3");

describe.runIf(python !== null)("fetchWheel(source, folder, lock, python)", () => {
  const source = { kind: "wheel", version: "2.21.0" };

  /** Stands in for python3: notes its arguments, and runs `action` in the folder given by --dest. */
  function fakePython(action: string): { program: string; args: () => string[] } {
    const folder = temporaryFolder();
    const program = join(folder, "python3");
    const body = `printf '%s\\n' "$@" > ${folder}/args\nwhile [ "$1" != --dest ]; do shift; done\ncd "$2"\n${action}\n`;
    writeFileSync(program, `#!/bin/sh\n${body}`);
    chmodSync(program, 0o755);
    return { program, args: () => readFileSync(join(folder, "args"), "utf8").trim().split("\n") };
  }

  test("asks pip for one fixed file, whatever Python runs, and checks its hash", async () => {
    const { program, args } = fakePython("printf wheel > tensorflow_cpu.whl");
    const folder = temporaryFolder();
    const wheel = await fetchWheel(
      { ...source, sha256: sha256(Buffer.from("wheel")) },
      folder,
      lock,
      program,
    );
    expect(wheel).toBe(join(folder, "tensorflow_cpu.whl"));
    expect(args()).toEqual(
      expect.arrayContaining(["tensorflow-cpu==2.21.0", "311", "cp311", "manylinux_2_27_x86_64"]),
    );
  });

  test("refuses a wheel with another hash", async () => {
    const { program } = fakePython("printf forged > tensorflow_cpu.whl");
    const fetching = fetchWheel({ ...source, sha256: "0".repeat(64) }, temporaryFolder(), lock, program);
    await expect(fetching).rejects.toThrow(
      `tensorflow_cpu.whl has the SHA-256 ${sha256(Buffer.from("forged"))}, expected ${"0".repeat(64)}`,
    );
  });

  test("hands on pip's own reason", async () => {
    const { program } = fakePython("echo 'ERROR: No matching distribution found' >&2; exit 1");
    await expect(fetchWheel({ ...source, sha256: "" }, temporaryFolder(), lock, program)).rejects.toThrow(
      "pip could not download tensorflow-cpu 2.21.0 (exit code 1: ERROR: No matching distribution found).",
    );
  });

  test("unpackWheel(wheel, goal, lock) takes the two libraries and the headers that are needed", async () => {
    const folder = temporaryFolder();
    writeTree(folder, {
      "tensorflow/libtensorflow_cc.so.2": "cc",
      "tensorflow/libtensorflow_framework.so.2": "framework",
      "tensorflow/python/_pywrap_tfe.so": "not needed",
      "tensorflow/include/tensorflow/c/eager/c_api.h": "header",
      "tensorflow/include/external/big.h": "not needed",
    });
    execFileSync(python!, ["-m", "zipfile", "-c", "a.whl", "tensorflow"], { cwd: folder });
    const goal = temporaryFolder();
    await unpackWheel(join(folder, "a.whl"), goal, lock);
    const files = readdirSync(goal, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const names = files.map(({ name }) => name).sort();
    expect(names).toEqual(["c_api.h", "libtensorflow_cc.so.2", "libtensorflow_framework.so.2"]);
    expect(readFileSync(join(goal, "lib/libtensorflow_cc.so.2"), "utf8")).toBe("cc");
    expect(readFileSync(join(goal, "include/tensorflow/c/eager/c_api.h"), "utf8")).toBe("header");
  });

  test("unpackWheel(wheel, goal, lock) refuses what is no wheel", async () => {
    const wheel = join(temporaryFolder(), "a.whl");
    writeFileSync(wheel, "no zip");
    await expect(unpackWheel(wheel, temporaryFolder(), lock)).rejects.toThrow(
      /a\.whl could not be unpacked .*BadZipFile/,
    );
  });
});
