/** Vega takes each character for 0.8 of the font's size where it cannot measure; letters are nearer to 0.6. */
const measuredTooWide = 1.3;

/** The name above lines of smaller text; empty ones vanish. A name that is wider than the panel is cut. */
export function panelTitle(name: string, subtitle: readonly string[], width: number) {
  return {
    text: name,
    subtitle: subtitle.filter((line) => line !== ""),
    fontSize: 13,
    limit: measuredTooWide * width,
  };
}
