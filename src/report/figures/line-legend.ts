import type { LineStyle } from "./line-style.ts";

export interface NamedLine extends LineStyle {
  readonly name: string;
}

/** The channels of the field `name`: colour and dash, with one legend for both below the panel. */
export function lineChannels<L extends object>(lines: readonly NamedLine[], legend: L) {
  const domain = lines.map(({ name }) => name);
  const common = { title: null, orient: "bottom" as const, symbolType: "stroke", symbolSize: 260 };
  const channel = { field: "name", type: "nominal" as const, legend: { ...common, ...legend } };
  return {
    color: { ...channel, scale: { domain, range: lines.map(({ color }) => color) } },
    strokeDash: { ...channel, scale: { domain, range: lines.map(({ dash }) => [...dash]) } },
  };
}

/** As many columns as names of this length have room for; where Vega cannot measure, it takes so many pixels a letter. */
export function legendColumns(lines: readonly NamedLine[], width: number): number {
  const longest = Math.max(...lines.map(({ name }) => name.length));
  return Math.max(1, Math.floor(width / (longest * 9.6 + 40)));
}
