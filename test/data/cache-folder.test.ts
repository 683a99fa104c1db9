import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../src/data/cache-folder.ts";

describe("cacheFolder(env, platform, home)", () => {
  const home = "/home/ada";

  it("is DISTILGRID_CACHE before all else", () => {
    const env = { DISTILGRID_CACHE: "/big/cache", XDG_CACHE_HOME: "/xdg" };
    expect(cacheFolder(env, "linux", home)).toBe("/big/cache");
  });

  it("lies in XDG_CACHE_HOME, unless that is empty or relative", () => {
    expect(cacheFolder({ XDG_CACHE_HOME: "/xdg" }, "linux", home)).toBe("/xdg/distilgrid");
    expect(cacheFolder({ XDG_CACHE_HOME: "" }, "linux", home)).toBe("/home/ada/.cache/distilgrid");
    expect(cacheFolder({ XDG_CACHE_HOME: "xdg" }, "linux", home)).toBe("/home/ada/.cache/distilgrid");
  });

  it("is the custom of the system without them", () => {
    expect(cacheFolder({ DISTILGRID_CACHE: "" }, "linux", home)).toBe("/home/ada/.cache/distilgrid");
    expect(cacheFolder({}, "darwin", home)).toBe("/home/ada/Library/Caches/distilgrid");
  });
});
