import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTokens, prepareWorkspace } from "./index.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "drover-workspace-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("a workspace", () => {
  it("is made in a folder that is missing or empty, and found again", async () => {
    const place = path.join(folder, "deep", "herd");
    expect(await prepareWorkspace(place, false)).toMatchObject({ ok: false, error: { code: "no-workspace" } });
    expect(await prepareWorkspace(place, true)).toEqual({ ok: true, value: place });
    expect(await prepareWorkspace(place, false)).toEqual({ ok: true, value: place });
    expect(await readdir(place)).toEqual([".drover"]);
  });

  it("is never made among other things, and those stay as they are", async () => {
    await writeFile(path.join(folder, "precious.txt"), "mine");
    expect(await prepareWorkspace(folder, true)).toMatchObject({ ok: false, error: { code: "not-a-workspace" } });
    expect(await readdir(folder)).toEqual(["precious.txt"]);
  });

  it("is refused where a file is in the way", async () => {
    const file = path.join(folder, "file");
    await writeFile(file, "mine");
    expect(await prepareWorkspace(file, true)).toMatchObject({ ok: false, error: { code: "not-a-workspace" } });
    expect(await prepareWorkspace(path.join(file, "below"), true)).toMatchObject({
      ok: false,
      error: { code: "workspace-not-writable" },
    });
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  it.runIf(process.platform === "linux")(
    "is refused where no folder can be made at all, and told so at once",
    async () => {
      const refused = await prepareWorkspace("/proc/self/deep/herd", true);
      expect(refused).toMatchObject({ ok: false, error: { code: "workspace-not-writable" } });
      expect(!refused.ok && refused.error.message).toContain("/proc/self");
    },
  );

  it("may have a name with spaces, quotes, newlines and emoji", async () => {
    const place = path.join(folder, 'my "herd"\'s\n🐑');
    expect(await prepareWorkspace(place, true)).toEqual({ ok: true, value: place });
  });
});

describe("tokens", () => {
  const tokens = createTokens("secret");

  it("tell the user from sessions, and are the same after a restart", () => {
    expect(tokens.read(tokens.user)).toEqual({ kind: "user" });
    expect(createTokens("secret").read(tokens.session("s1"))).toEqual({ kind: "session", session: "s1" });
  });

  it("of another secret, changed ones and nonsense are nobody's", () => {
    expect(createTokens("other").read(tokens.user)).toBeUndefined();
    for (const bad of [tokens.session("s1").replace("s1", "s2"), "user", "", ".", `${tokens.user}x`]) {
      expect(tokens.read(bad)).toBeUndefined();
    }
  });
});
