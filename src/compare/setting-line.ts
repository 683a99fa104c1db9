import { stringify } from "yaml";
import { escapeMarkdown } from "../report/markdown.ts";
import type { SettingChange } from "./setting-changes.ts";

/** "mnist / soft labels / learningRate: 0.01 → 0.02", values as a study writes them; long texts are not repeated. */
export function settingLine({ setting, a, b }: SettingChange): string {
  const values = isLongText(a) || isLongText(b) ? "another text" : `${valueText(a)} → ${valueText(b)}`;
  return `${escapeMarkdown(setting)}: ${escapeMarkdown(values)}`;
}

function isLongText(value: unknown): boolean {
  return typeof value === "string" && value.length > 80;
}

function valueText(value: unknown): string {
  if (value === null) return "not set";
  return stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim();
}
