// A web server on this machine for the tests of downloads: answers by path, and remembers what was asked.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FileServer {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  /** The paths asked for, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function fileServer(
  answers: Readonly<Record<string, (response: ServerResponse) => void>>,
): Promise<FileServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.push(path);
    const answer = answers[path];
    if (answer === undefined) response.writeHead(404).end("no such file");
    else answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/`, requests, close };
}

export const body = (bytes: Uint8Array) => (response: ServerResponse) => {
  response.end(bytes);
};

/** Promises all bytes, sends half of them, and then nothing. */
export const stalled = (bytes: Uint8Array) => (response: ServerResponse) => {
  response.writeHead(200, { "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2));
};

/** Promises all bytes, sends half of them, and hangs up. */
export const cutOff = (bytes: Uint8Array) => (response: ServerResponse) => {
  response.writeHead(200, { "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
};
