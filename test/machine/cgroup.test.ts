import { describe, expect, it } from "vitest";
import { cpuLimit, memoryLimit, type ReadText } from "../../src/machine/cgroup.ts";

function filesOf(files: Readonly<Record<string, string>>): ReadText {
  return (path) => files[path] ?? null;
}

describe("cpuLimit(read)", () => {
  it("cpuLimit(read) is quota by period in a container of version 2", () => {
    const read = filesOf({ "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "150000 100000\n" });
    expect(cpuLimit(read)).toBe(1.5);
  });

  it("cpuLimit(read) is the smallest of the groups above the process", () => {
    const read = filesOf({
      "/proc/self/cgroup": "0::/user.slice/job.scope\n",
      "/sys/fs/cgroup/cpu.max": "max 100000\n",
      "/sys/fs/cgroup/user.slice/cpu.max": "400000 100000\n",
      "/sys/fs/cgroup/user.slice/job.scope/cpu.max": "200000 100000\n",
    });
    expect(cpuLimit(read)).toBe(2);
  });

  it("cpuLimit(read) reads version 1", () => {
    const read = filesOf({
      "/proc/self/cgroup": "4:memory:/docker/1\n3:cpu,cpuacct:/docker/1\n",
      "/sys/fs/cgroup/cpu/docker/1/cpu.cfs_quota_us": "50000\n",
      "/sys/fs/cgroup/cpu/docker/1/cpu.cfs_period_us": "100000\n",
    });
    expect(cpuLimit(read)).toBe(0.5);
  });

  it.each([
    ["there are no groups", {}],
    ["version 2 has no limit", { "/sys/fs/cgroup/cpu.max": "max 100000\n" }],
    [
      "version 1 has no limit",
      { "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n" },
    ],
    ["the file is not what it should be", { "/sys/fs/cgroup/cpu.max": "\n" }],
  ])("cpuLimit(read) is null when %s", (_, files) => {
    expect(cpuLimit(filesOf(files))).toBeNull();
  });
});

describe("memoryLimit(read)", () => {
  it("memoryLimit(read) is in bytes, of version 2 or 1", () => {
    expect(memoryLimit(filesOf({ "/sys/fs/cgroup/memory.max": "2147483648\n" }))).toBe(2 ** 31);
    expect(memoryLimit(filesOf({ "/sys/fs/cgroup/memory/memory.limit_in_bytes": "1048576\n" }))).toBe(
      2 ** 20,
    );
  });

  it("memoryLimit(read) is null without a limit, which version 1 writes as a very large number", () => {
    expect(memoryLimit(filesOf({ "/sys/fs/cgroup/memory.max": "max\n" }))).toBeNull();
    const none = { "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n" };
    expect(memoryLimit(filesOf(none))).toBeNull();
  });
});
