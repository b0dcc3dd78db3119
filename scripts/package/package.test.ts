import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getConfig, validateConfiguration } from "app-builder-lib/out/util/config/config.js";
import { DebugLogger } from "builder-util";
import { expect, it } from "vitest";
import { LINK_SCHEME } from "../../src/shared/desktop/deep-link.ts";
import { ICON_SIZES, drawIcons } from "./icons.ts";
import { needsOf } from "./needs.ts";

const ROOT = join(import.meta.dirname, "../..");

const configuration = () => getConfig(ROOT, "electron-builder.yml", null);
const check = async (config: Awaited<ReturnType<typeof configuration>>) =>
  validateConfiguration(config, new DebugLogger(false));

it("is configured as electron-builder's own schema has it, which refuses what it does not know", async () => {
  const config = await configuration();
  await check(config);
  await expect(check({ ...config, ...{ asarr: true } })).rejects.toThrow(/asarr/);
});

it("tells the system of the links that the app reads, and lets nobody else run code in it", async () => {
  const { protocols, electronFuses } = await configuration();
  expect(protocols).toMatchObject([{ schemes: [LINK_SCHEME] }]);
  expect(electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
  });
});

it("draws the icon in every size and format that systems ask for", async () => {
  const folder = await mkdtemp(join(tmpdir(), "drover-icons-"));
  try {
    await drawIcons(join(ROOT, "packaging/icon.svg"), folder);
    expect(await readdir(join(folder, "icons"))).toHaveLength(ICON_SIZES.length);
    const png = await readFile(join(folder, "icons/512x512.png"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
    expect((await readFile(join(folder, "icon.icns"))).subarray(0, 4).toString()).toBe("icns");
    expect((await readFile(join(folder, "icon.ico"))).subarray(0, 4)).toEqual(Buffer.from([0, 0, 1, 0]));
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("says what a package cannot be made without, and what it will lack", () => {
  const here = { host: "linux", env: {}, hasGit: false };
  expect(needsOf({ ...here, target: "darwin" }).refused).toHaveLength(1);
  const { refused, lacking } = needsOf({ ...here, target: "linux" });
  expect(refused).toEqual([]);
  expect(lacking.join("\n")).toMatch(/git 2\.38.*\n.*DROVER_UPDATE_URL/);
  const all = { DROVER_UPDATE_URL: "https://example.org/drover", CSC_LINK: "x", APPLE_API_KEY: "y" };
  expect(needsOf({ host: "darwin", target: "darwin", env: all, hasGit: true }).lacking).toEqual([]);
});
