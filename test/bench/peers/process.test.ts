// Real child processes: small Node programs that speak, or break, the protocol.
import { expect, onTestFinished, test } from "vitest";
import { startContestant } from "../../../bench/peers/process.ts";

const timeouts = { readyMs: 30_000, roundMs: 30_000, closeMs: 30_000 };

function start(program: string, limits = timeouts) {
  return startContestant({ command: process.execPath, args: ["-e", program], env: process.env }, limits);
}

const answering = (answer: string) => `
  const say = (line) => console.log(JSON.stringify(line));
  say({ ready: true, versions: { lib: "1.0" } });
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => { ${answer} });`;

test("startContestant(program, timeouts) waits until it is ready; each go() is one line and one answer", async () => {
  const contestant = await start(answering("say({ seconds: 2, units: 10, check: line.length });"));
  onTestFinished(contestant.close);
  expect(contestant.ready.versions).toEqual({ lib: "1.0" });
  expect(await contestant.go()).toEqual({ seconds: 2, units: 10, check: 2 }); // "go"
  expect(await contestant.go()).toEqual({ seconds: 2, units: 10, check: 2 });
});

test("startContestant(program, timeouts) rejects with the last line that a program wrote before it ended", async () => {
  const dying = start(`console.error("Traceback\\nNo module named 'x'"); process.exitCode = 1;`);
  await expect(dying).rejects.toThrow("No module named 'x' (exit code 1)");
});

test("startContestant(program, timeouts) rejects when there is no such program", async () => {
  const absent = startContestant({ command: "/no/such/python", args: [], env: {} }, timeouts);
  await expect(absent).rejects.toThrow("ENOENT");
});

test("startContestant(program, timeouts) ends a program that is never ready", async () => {
  const silent = start("process.stdin.resume()", { ...timeouts, readyMs: 50 });
  await expect(silent).rejects.toThrow("no answer within 0.05 s");
});

test("go() refuses an answer whose check is not finite: JSON writes NaN as null", async () => {
  const contestant = await start(answering("say({ seconds: 2, units: 10, check: NaN });"));
  onTestFinished(contestant.close);
  await expect(contestant.go()).rejects.toThrow("a finite check");
});

test("go() rejects when the program dies in its round", async () => {
  const contestant = await start(answering("process.exit(3);"));
  onTestFinished(contestant.close);
  await expect(contestant.go()).rejects.toThrow("exit code 3");
});

test("close() ends a program that does not heed the end of its input", async () => {
  const contestant = await start(`${answering("")} setInterval(() => {}, 1000);`, {
    ...timeouts,
    closeMs: 50,
  });
  await contestant.close();
});
