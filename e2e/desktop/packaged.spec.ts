import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { extractAll, getRawHeader, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { expect, test } from "@playwright/test";
import { prepare } from "../../scripts/package/prepare.ts";
import { cockpit } from "../support/cockpit.ts";
import { ROOT, makePlace } from "../support/place.ts";
import { startPackaged } from "./host.ts";

/**
 * What the fuses are set in: Electron's mark in its binary, a version, and a character for each fuse. Nothing here runs it; it
 * stands where Electron's binary would, so that electron-builder does all else that it does.
 */
const FUSE_MARK = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** electron-builder's own folder of a package, made of the build in out/ without Electron's binary. */
async function packedIn(folder: string): Promise<string> {
  const runtime = join(folder, "runtime");
  mkdirSync(join(runtime, "resources"), { recursive: true });
  writeFileSync(join(runtime, "electron"), `${FUSE_MARK}\u0001\u0009${"0".repeat(9)}`, { mode: 0o755 });
  for (const name of ["version", "LICENSE", "LICENSES.chromium.html", "chrome-sandbox"]) {
    writeFileSync(join(runtime, name), "");
  }
  await prepare(ROOT, { platform: process.platform, archs: [process.arch] });
  const builder = join(ROOT, "node_modules/electron-builder/cli.js");
  const orders = [`--config.electronDist=${runtime}`, `--config.directories.output=${join(folder, "dist")}`];
  const args = [builder, "--linux", "dir", `--${process.arch}`, "--publish=never", ...orders];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: "pipe" });
  return join(folder, "dist/linux-unpacked");
}

test.skip(process.platform !== "linux", "The folder is made as it is for Linux.");

test("the folder that is packed has every file: the app runs from it, on the Node it carries", async () => {
  using place = makePlace();
  const app = await packedIn(join(place.root, "packed"));
  const resources = join(app, "resources");

  const fuses = await getCurrentFuseWire(join(app, "drover-desktop"));
  expect(fuses[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.EnableCookieEncryption]).toBe(FuseState.ENABLE);
  expect(fuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
  expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);

  const archive = join(resources, "app.asar");
  expect(getRawHeader(archive).header).toHaveProperty("files");
  const packed = listPackage(archive, { isPack: false });
  expect(packed).toContain("/out/main/electron.js");
  expect(packed.filter((file) => /\.(ts|map)$|^\/node_modules\/(?!dugite)/.test(file))).toEqual([]);
  // No Node but Electron's looks into an archive: in its place, a folder with what is in it.
  renameSync(archive, `${archive}.packed`);
  extractAll(`${archive}.packed`, archive);
  rmSync(`${archive}.packed`);

  const node = join(resources, "drover/node/node");
  const version = execFileSync(join(resources, "drover/bin/drover"), ["--version"], {
    env: place.env,
    encoding: "utf8",
  });
  expect(version).toContain(
    (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }).version,
  );
  expect(existsSync(join(resources, "drover/node_modules/node-pty/prebuilds"))).toBe(true);

  const program = join(archive, "out/main/electron.js");
  const args = ["--workspace", place.workspace, "--demo"];
  await using desktop = await startPackaged({ env: place.env, args, program, node });
  const page = await desktop.page();
  const { card, tree } = await cockpit(page);
  await expect(card("").first()).toBeVisible();
  await tree.locator("[data-agent]").first().click();
  await page.keyboard.press("Enter");
  const terminal = page.locator('[data-testid="terminal"]').first();
  await expect(terminal).toHaveAttribute("data-phase", /live|exited/);
});
