import { describe, expect, it } from "vitest";
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

  it("renderError(error, verbose) shows the stack and the cause", () => {
    const text = renderError(new UserError("outer", { cause: new Error("inner") }), true);
    expect(text).toMatch(/^error: outer\n\nUserError: outer\n {4}at /);
    expect(text).toMatch(/\[cause\]: Error: inner/);
  });
});
