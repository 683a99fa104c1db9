// @ts-check
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/**
 * Where downloads are kept for all checkouts of a user. The same rule as `src/data/cache-folder.ts`, which cannot be
 * imported before the first build.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
  if (env.DISTILGRID_CACHE) return resolve(env.DISTILGRID_CACHE);
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, "distilgrid");
  return platform === "darwin"
    ? join(home, "Library", "Caches", "distilgrid")
    : join(home, ".cache", "distilgrid");
}
