import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { exitCodeOfError, exitCodeOfOutcome } from "../../src/cli/exit-code.ts";
import { listenForInterruption } from "../../src/cli/interruption.ts";
import { LockedError } from "../../src/store/lock.ts";
import { UserError } from "../../src/user-error.ts";

class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

describe("listenForInterruption(source, onFirst, onSecond)", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "listenForInterruption(source, onFirst, onSecond) aborts at the first %s and exits with %i at the second",
    (name, code) => {
      const source = new FakeProcess();
      let notes = 0;
      const exitsAtSecond: number[] = [];
      const { signal, stoppedBy } = listenForInterruption(
        source,
        () => notes++,
        () => exitsAtSecond.push(source.exits.length),
      );
      expect([signal.aborted, stoppedBy()]).toEqual([false, null]);
      source.emit(name);
      expect([signal.aborted, stoppedBy(), notes, source.exits]).toEqual([true, name, 1, []]);
      source.emit(name);
      expect([notes, exitsAtSecond, source.exits]).toEqual([1, [0], [code]]);
    },
  );

  it("listenForInterruption(source, onFirst, onSecond).close() leaves no listener behind", () => {
    const source = new FakeProcess();
    const nothing = () => undefined;
    listenForInterruption(source, nothing, nothing).close();
    expect(source.eventNames()).toEqual([]);
  });
});

describe("exitCodeOfOutcome(state, stoppedBy)", () => {
  it.each([
    ["done", null, 0],
    ["done", "SIGINT", 0],
    ["failed-cells", null, 3],
    ["interrupted", "SIGINT", 130],
    ["interrupted", "SIGTERM", 143],
    ["interrupted", null, 130],
  ] as const)("exitCodeOfOutcome(%j, %j) is %i", (state, stoppedBy, code) => {
    expect(exitCodeOfOutcome(state, stoppedBy)).toBe(code);
  });
});

describe("exitCodeOfError(error)", () => {
  it.each([
    [new UserError("x"), 2],
    [new LockedError("x"), 4],
    [new TypeError("x"), 1],
    ["thrown text", 1],
  ])("exitCodeOfError(%s) is %i", (error, code) => {
    expect(exitCodeOfError(error)).toBe(code);
  });
});
