import { describe, expect, it } from "vitest";
import { continueCommand, reportCommand } from "../../src/cli/command-text.ts";

describe("reportCommand(studyPath, isSmoke)", () => {
  it.each([
    ["seed.yaml", "distilgrid run seed.yaml"],
    ["studies/seed.yaml", "distilgrid run seed.yaml"],
    ["./studies/seed.yaml", "distilgrid run seed.yaml"],
    ["/home/bob/seed.yaml", "distilgrid run seed.yaml"],
    ["../seed.yaml", "distilgrid run seed.yaml"],
    ["my study.yaml", "distilgrid run 'my study.yaml'"],
  ])("reportCommand(%j) is %j: no folder, so the same from every one", (path, command) => {
    expect(reportCommand(path, false)).toBe(command);
  });

  it("reportCommand(studyPath, true) says that it was a smoke run", () => {
    expect(reportCommand("a.yaml", true)).toBe("distilgrid run a.yaml --smoke");
  });
});

describe("continueCommand(args)", () => {
  it("continueCommand(args) leaves --fresh out, which would start over", () => {
    expect(continueCommand(["run", "a.yaml", "--fresh", "--workers", "2"])).toBe(
      "distilgrid run a.yaml --workers 2",
    );
  });

  it("continueCommand(args) quotes what a shell would take apart", () => {
    expect(continueCommand(["run", "it's $HOME.yaml", ""])).toBe("distilgrid run 'it'\\''s $HOME.yaml' ''");
  });
});
