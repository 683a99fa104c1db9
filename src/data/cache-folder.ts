// Where downloads are kept for all checkouts of a user. The set-up scripts follow the same rule.
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/**
 * `DISTILGRID_CACHE`, else `distilgrid` in `XDG_CACHE_HOME` (when absolute, as its specification asks), else in
 * `~/Library/Caches` on macOS and in `~/.cache` elsewhere.
 */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env.DISTILGRID_CACHE) return resolve(env.DISTILGRID_CACHE);
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, "distilgrid");
  if (platform === "darwin") return join(home, "Library", "Caches", "distilgrid");
  return join(home, ".cache", "distilgrid");
}
