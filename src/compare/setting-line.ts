import { stringify } from "yaml";
import { escapeMarkdown } from "../report/markdown.ts";
import type { SettingChange } from "./setting-changes.ts";

const longestText = 80;

/** "mnist / soft labels / learningRate: 0.01 → 0.02", values as a study writes them. */
export function settingLine({ setting, a, b }: SettingChange): string {
  const [from, to] = [valueText(a), valueText(b)];
  const isLong = Math.max(from.length, to.length) > longestText;
  return `${escapeMarkdown(setting)}: ${isLong ? "another text" : escapeMarkdown(`${from} → ${to}`)}`;
}

function valueText(value: unknown): string {
  if (value === null) return "not set";
  return stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim();
}
