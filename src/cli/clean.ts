import { type Cleaning, cleanStore } from "../clean-store.ts";
import type { Artefact } from "../store/artefacts.ts";
import { exitCode } from "./exit-code.ts";
import type { CleanFlags } from "./flags.ts";
import { counted } from "./render-event.ts";
import type { Terminal } from "./terminal.ts";
import { renderBytes } from "./units.ts";

export async function cleanCommand(flags: CleanFlags, { stdout }: Terminal): Promise<number> {
  const { store: storeDir, forget: forgotten = [], dryRun = false } = flags;
  const cleaning = await cleanStore({ storeDir, forgotten, dryRun });
  stdout.write(flags.json ? jsonOf(cleaning, dryRun) : textOf(cleaning, dryRun));
  return exitCode.allDone;
}

function textOf({ studies, kept, removed }: Cleaning, dryRun: boolean): string {
  const names = studies.length === 0 ? "no study" : studies.join(", ");
  const verb = dryRun ? "Would remove" : "Removed";
  const rest = dryRun && removed.length > 0 ? "\nNothing was removed: without --dry-run it is." : "";
  return (
    `${verb} ${sizeOf(removed)} that no study refers to.\n` + `Kept: ${sizeOf(kept)} of ${names}.${rest}\n`
  );
}

function jsonOf({ studies, kept, removed }: Cleaning, dryRun: boolean): string {
  const [keptBytes, removedBytes] = [bytesOf(kept), bytesOf(removed)];
  const keys = removed.map(({ key }) => key);
  const counts = { kept: kept.length, keptBytes, removed: removed.length, removedBytes };
  return `${JSON.stringify({ dryRun, studies, ...counts, keys })}\n`;
}

function sizeOf(artefacts: readonly Artefact[]): string {
  return `${counted(artefacts.length, "artefact")} (${renderBytes(bytesOf(artefacts))})`;
}

function bytesOf(artefacts: readonly Artefact[]): number {
  return artefacts.reduce((sum, { bytes }) => sum + bytes, 0);
}
