import { expect, test } from "vitest";
import { cacheFolder } from "../../scripts/native/cache-folder.mjs";
import { cacheFolder as cacheFolderOfSources } from "../../src/data/cache-folder.ts";

const cases = [
  [{ DISTILGRID_CACHE: "/big/disk", XDG_CACHE_HOME: "/xdg" }, "linux", "/big/disk"],
  [{ XDG_CACHE_HOME: "/xdg" }, "linux", "/xdg/distilgrid"],
  [{ XDG_CACHE_HOME: "relative" }, "linux", "/home/u/.cache/distilgrid"],
  [{ DISTILGRID_CACHE: "" }, "linux", "/home/u/.cache/distilgrid"],
  [{}, "darwin", "/home/u/Library/Caches/distilgrid"],
] as const;

test.each(cases)(
  "cacheFolder(%j, %s) is %s, for the scripts as for the sources",
  (env, platform, expected) => {
    expect(cacheFolder(env, platform, "/home/u")).toBe(expected);
    expect(cacheFolderOfSources(env, platform, "/home/u")).toBe(expected);
  },
);
