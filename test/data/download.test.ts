import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { download } from "../../src/data/download.ts";
import { body, cutOff, type FileServer, fileServer, stalled } from "./file-server.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const settings = { limitBytes: 1000, stallMs: 5000 };
let server: FileServer;

beforeAll(async () => {
  server = await fileServer({
    "/whole": body(bytes),
    "/stalled": stalled(bytes),
    "/cut-off": cutOff(bytes),
    "/silent": () => undefined,
  });
});
afterAll(() => server.close());

describe("download(url, { limitBytes, stallMs, signal })", () => {
  it("gives the whole body", async () => {
    expect(Buffer.compare(await download(`${server.url}whole`, settings), bytes)).toBe(0);
  });

  it("says the status of a refusal", async () => {
    await expect(download(`${server.url}absent`, settings)).rejects.toThrow("HTTP 404");
  });

  it("stops at the limit", async () => {
    const small = download(`${server.url}whole`, { ...settings, limitBytes: 999 });
    await expect(small).rejects.toThrow("more than the 999 bytes");
  });

  it.each(["silent", "stalled"])("gives up on a %s answer", async (path) => {
    const impatient = download(`${server.url}${path}`, { ...settings, stallMs: 50 });
    await expect(impatient).rejects.toThrow("nothing came for 0.05 s");
  });

  it("fails when the other side hangs up", async () => {
    await expect(download(`${server.url}cut-off`, settings)).rejects.toThrow(
      /other side closed|terminated|aborted/,
    );
  });

  it("says why a host cannot be reached", async () => {
    const gone = await fileServer({});
    await gone.close();
    await expect(download(`${gone.url}whole`, settings)).rejects.toThrow("ECONNREFUSED");
  });

  it("throws the caller's reason when aborted", async () => {
    const controller = new AbortController();
    const pending = download(`${server.url}stalled`, { ...settings, signal: controller.signal });
    controller.abort(new Error("interrupted"));
    await expect(pending).rejects.toThrow("interrupted");
  });
});
