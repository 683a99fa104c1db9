import { describe, expect, it } from "vitest";
import { exitCodeOfError } from "../../src/cli/exit-code.ts";
import { renderError } from "../../src/cli/render-error.ts";
import { UserError } from "../../src/user-error.ts";

describe("renderError(error, isVerbose)", () => {
  it("renderError(userError) is its paragraph, without a stack", () => {
    expect(renderError(new UserError("a.yaml: Expected more."), false)).toBe(
      "error: a.yaml: Expected more.\n",
    );
  });

  it("renderError(defect) says that it is one, and how to see where", () => {
    expect(renderError(new TypeError("x is not a function"), false)).toBe(
      "internal error: x is not a function (This is a defect of distilgrid: -v shows where it happened.)\n",
    );
    expect(renderError("thrown text", false)).toMatch(/^internal error: thrown text/);
  });

  it("renderError(error) of a full disk is no defect: it says what to do, and what is kept", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    expect(renderError(full, false)).toBe(
      "error: ENOSPC: no space left on device, write. The disk is full: free some space on it, or name other folders with " +
        "--store and --results. What is committed is kept: the same command goes on from there.\n",
    );
    expect(exitCodeOfError(full)).toBe(2);
    expect(exitCodeOfError(Object.assign(new Error("odd"), { code: "ERR_ODD" }))).toBe(1);
  });

  it("renderError(error, verbose) shows the stack and the cause", () => {
    const text = renderError(new UserError("outer", { cause: new Error("inner") }), true);
    expect(text).toMatch(/^error: outer\n\nUserError: outer\n {4}at /);
    expect(text).toMatch(/\[cause\]: Error: inner/);
  });
});
