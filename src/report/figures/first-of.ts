export interface Shown<T> {
  readonly shown: readonly T[];
  /** A sentence for the caption, with a space before it; empty where nothing is left out. */
  readonly note: string;
}

/** A figure has room for so many panels; that some are left out is said. */
export function firstOf<T>(panels: readonly T[], most: number): Shown<T> {
  const note = panels.length > most ? ` The first ${most} of ${panels.length} panels are shown.` : "";
  return { shown: panels.slice(0, most), note };
}
