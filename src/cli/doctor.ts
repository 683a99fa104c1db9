import { examine, type Finding } from "../doctor.ts";
import { textTable } from "../report/text-table.ts";
import { exitCode } from "./exit-code.ts";
import type { DoctorFlags } from "./flags.ts";
import { colored, type Output, type Terminal } from "./terminal.ts";

export async function doctorCommand(flags: DoctorFlags, { stdout }: Terminal): Promise<number> {
  const findings = await examine({ resultsDir: flags.results, storeDir: flags.store });
  stdout.write(flags.json ? findings.map(jsonLine).join("") : renderFindings(findings, stdout));
  const isUsable = findings.every(({ state }) => state !== "missing");
  return isUsable ? exitCode.allDone : exitCode.internalError;
}

const columns = [{ title: "state" }, { title: "what" }, { title: "found" }];

const colors = { ok: "green", warning: "yellow", missing: "red" } as const;

export function renderFindings(findings: readonly Finding[], output: Pick<Output, "hasColor">): string {
  const table = `${textTable(
    columns,
    findings.map(({ state, name, value }) => [state, name, value]),
  )}\n`;
  const colorful = table.replace(/^(ok|warning|missing)\b/gm, (state) =>
    colored(state, colors[state as Finding["state"]], output),
  );
  const remedies = findings.flatMap(({ name, remedy }) => (remedy === null ? [] : [`${name}: ${remedy}\n`]));
  return remedies.length === 0 ? colorful : `${colorful}\n${remedies.join("")}`;
}

function jsonLine(finding: Finding): string {
  return `${JSON.stringify(finding)}\n`;
}
