// Runs a small program under handOver, as npm would: in a process that the test sends signals to.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";

type Wrapper = ChildProcessByStdio<null, Readable, null>;

function wrap(program: string, oneKeystrokeMs = 300): Wrapper {
  const script = `
    import { handOver } from ${JSON.stringify(resolve("scripts/hand-over.mjs"))};
    process.exitCode = await handOver(["-e", ${JSON.stringify(program)}], process.cwd(), { oneKeystrokeMs: ${oneKeystrokeMs} });`;
  const wrapper = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void wrapper.kill("SIGTERM")); // forwarded: the program ends as well
  return wrapper;
}

async function nextLine(wrapper: Wrapper): Promise<string> {
  const [data] = await once(wrapper.stdout, "data");
  return String(data).trim();
}

async function exitCode(wrapper: Wrapper): Promise<number> {
  const [code] = await once(wrapper, "exit");
  return code;
}

test("handOver(args, cwd) hands on the exit code", async () => {
  expect(await exitCode(wrap("process.exit(3)"))).toBe(3);
});

test("handOver(args, cwd) is 128 + the number of the signal that ended the program", async () => {
  expect(await exitCode(wrap("process.kill(process.pid, 'SIGKILL')"))).toBe(137);
});

const counter = `
  let count = 0;
  process.on("SIGINT", () => console.log(++count));
  process.on("SIGTERM", () => process.exit(count));
  console.log("ready");
  setInterval(() => {}, 1000);`;

test("handOver(args, cwd) delivers a keystroke once, though npm repeats it", async () => {
  const wrapper = wrap(counter, 60_000);
  expect(await nextLine(wrapper)).toBe("ready");
  wrapper.kill("SIGINT");
  expect(await nextLine(wrapper)).toBe("1");
  wrapper.kill("SIGINT");
  wrapper.kill("SIGTERM");
  expect(await exitCode(wrapper)).toBe(1);
});

test("handOver(args, cwd) delivers a second keystroke too", async () => {
  const wrapper = wrap(counter, 0);
  expect(await nextLine(wrapper)).toBe("ready");
  wrapper.kill("SIGINT");
  expect(await nextLine(wrapper)).toBe("1");
  const again = setInterval(() => wrapper.kill("SIGINT"), 10); // one that comes too soon counts with the first
  onTestFinished(() => clearInterval(again));
  expect(await nextLine(wrapper)).toBe("2");
});

test("handOver(args, cwd) puts the program out of reach of the terminal's own signals", async () => {
  const wrapper = wrap(`
    process.on("SIGTERM", () => process.exit(0));
    console.log(process.pid);
    setInterval(() => {}, 1000);`);
  const pid = Number(await nextLine(wrapper));
  // A process group whose number is the program's own is led by it. Signal 0 only asks whether there is one.
  expect(() => process.kill(-pid, 0)).not.toThrow();
  wrapper.kill("SIGTERM");
  expect(await exitCode(wrapper)).toBe(0);
});
