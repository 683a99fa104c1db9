// Why a row is what it is: everything that its key depends on, what it was made from, and where its files lie. Needs the
// data, no engine.
import type { EngineChoice } from "./engine/available.ts";
import type { Identity } from "./plan/keys.ts";
import type { PlannedRow } from "./plan/planned.ts";
import { labelOf } from "./plan-study.ts";
import { planned } from "./planning.ts";
import { textTable } from "./report/text-table.ts";
import { shortKey } from "./study/key.ts";
import { nearest } from "./study/nearest.ts";
import type { Study } from "./study/schema.ts";
import { uniqueBy } from "./study/unique-by.ts";
import { UserError } from "./user-error.ts";

export interface ExplainedRow {
  readonly experiment: string;
  readonly role: PlannedRow["role"];
  readonly label: string;
  readonly seed: number | null;
  readonly key: string;
  /** Whether the store has it, whole, and all that it was made from. */
  readonly isDone: boolean;
}

export interface Explanation extends ExplainedRow {
  /** The key is the SHA-256 of its canonical JSON. */
  readonly identity: Identity;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  /** Other rows that are the same result. */
  readonly sameAs: readonly ExplainedRow[];
  /** What it was made from, the nearest first, the data last. */
  readonly madeFrom: readonly ExplainedRow[];
}

export interface ExplainOptions {
  readonly engine?: EngineChoice;
  readonly storeDir: string;
  readonly baseFolder?: string;
}

/**
 * `wanted`: a key or its first digits, at least four; or what `plan` calls the row, or the beginning of that.
 * @throws UserError where no row is meant by it, or several are
 */
export async function explainRow(
  study: Study,
  wanted: string,
  options: ExplainOptions,
): Promise<Explanation> {
  const { store, stored } = await planned(study, options);
  const { plan, done } = stored;
  const shown = (row: PlannedRow): ExplainedRow => {
    const { experiment, role, seed, key } = row;
    return { experiment, role, label: labelOf(row), seed, key, isDone: done.has(key) };
  };
  const row = theRow(plan.rows, wanted, study.name);
  const record = done.has(row.key) ? await store.verified(row.key) : null;
  return {
    ...shown(row),
    identity: row.identity,
    files: (record?.files ?? []).map(({ name, bytes, sha256 }) => ({
      path: store.pathOf(row.key, name),
      bytes,
      sha256,
    })),
    sameAs: plan.rows.filter((other) => other !== row && other.key === row.key).map(shown),
    madeFrom: rowsBehind(plan.rows, row).map(shown),
  };
}

/** @throws UserError where no row is meant by it, or several are */
export function theRow(rows: readonly PlannedRow[], wanted: string, study: string): PlannedRow {
  const isKey = /^[0-9a-f]{4,64}$/i.test(wanted);
  const found = uniqueBy(
    isKey ? withKey(rows, wanted.toLowerCase()) : withName(rows, wanted),
    ({ key }) => key,
  );
  if (found.length === 1) return found[0]!;
  if (found.length > 1) throw new UserError(severalText(found, wanted));
  const near = isKey ? null : nearest(wanted, rows.map(labelOf));
  const what = isKey ? "begins with" : "is called";
  throw new UserError(
    `Expected the key or the name of a row of the study "${study}", but none ${what} \`${wanted}\`. ` +
      (near === null ? "" : `Did you mean \`${near}\`? `) +
      (/^[0-9a-f]{1,3}$/i.test(wanted) ? "Of a key at least 4 digits are needed. " : "") +
      "`distilgrid plan --rows` lists all of them with their keys.",
  );
}

function withKey(rows: readonly PlannedRow[], digits: string): PlannedRow[] {
  return rows.filter(({ key }) => key.startsWith(digits));
}

/** Of that name, or else those that have more values of the grid behind it. */
function withName(rows: readonly PlannedRow[], name: string): PlannedRow[] {
  const exact = rows.filter((row) => labelOf(row) === name);
  return exact.length > 0 ? exact : rows.filter((row) => labelOf(row).startsWith(`${name}, `));
}

const mostListed = 20;

/** A line for each, as `plan --rows` has it. */
function severalText(found: readonly PlannedRow[], wanted: string): string {
  const columns = ["key", "seed", "experiment", "name"].map((title) => ({ title }));
  const listed = found
    .slice(0, mostListed)
    .map((row) => [shortKey(row.key), String(row.seed ?? "all"), row.experiment, labelOf(row)]);
  const rest = found.length - listed.length;
  return (
    `Expected one row, but \`${wanted}\` means ${found.length}. Name one by its key, or at least 4 digits that it begins with:\n` +
    textTable(columns, listed) +
    (rest > 0 ? `\nand ${rest} more: \`distilgrid plan --rows\` lists them all.` : "")
  );
}

/** Keys in an identity are those of the rows that it was made from; all of them share its data. */
function rowsBehind(rows: readonly PlannedRow[], row: PlannedRow): PlannedRow[] {
  const byKey = new Map(rows.map((other) => [other.key, other]));
  const behind = (one: PlannedRow): PlannedRow[] => {
    const parents = Object.values(one.identity)
      .flat()
      .flatMap((value) => (typeof value === "string" ? (byKey.get(value) ?? []) : []));
    return [...parents, ...parents.flatMap(behind)];
  };
  const made = behind(row);
  const dataHash = [row, ...made].map(({ identity }) => identity.dataHash).find((hash) => hash !== undefined);
  const data = rows.filter(({ role, identity }) => role === "dataset" && identity.dataHash === dataHash);
  return uniqueBy([...made, ...data.slice(0, 1)], ({ key }) => key).filter(({ key }) => key !== row.key);
}
