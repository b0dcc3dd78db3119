import { lstat, mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import { type SettingsKeeper, openSettings, peekSettings } from "./index.ts";

let folder: string;
let told: string[];
const opened: SettingsKeeper[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "drover-settings-"));
  told = [];
});

afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const file = () => path.join(folder, "settings.toml");
const log: Log = { info: () => {}, error: () => {}, warn: (text) => told.push(text) };

async function keeper(): Promise<SettingsKeeper> {
  const one = await openSettings({ workspaceDir: folder, clock: systemClock, log });
  opened.push(one);
  return one;
}

const said = (one: SettingsKeeper) => one.problems().map(({ message }) => message);
const replaceBy = async (make: () => Promise<unknown>) => {
  await rm(file(), { recursive: true, force: true });
  await make();
};

describe.each([
  ["a folder", "a folder stands there", () => mkdir(file())],
  ["a link in a circle", "its symbolic link leads in a circle", () => symlink(file(), file())],
])("%s in the settings file's place", (_what, why, make) => {
  it("keeps no core from starting: it is told, changes are refused, and once put right the file counts", async () => {
    await make();
    const kept = await keeper();
    const message = `It cannot be read: ${why}.`;
    expect(said(kept)).toEqual([`${message} The defaults count.`]);
    expect((await peekSettings(folder)).problems).toMatchObject([{ severity: "error", message }]);
    expect(kept.settings.look.theme).toBe("system");
    expect(await kept.set({ "look.theme": "dark" })).toMatchObject({
      ok: false,
      error: { code: "settings-unreadable", remedy: expect.stringContaining("in its place") as string },
    });
    let changes = 0;
    using _listening = kept.onChange(() => (changes += 1));
    await replaceBy(() => writeFile(file(), '[look]\ntheme = "light"\n'));
    await kept.refresh();
    expect([kept.settings.look.theme, said(kept), changes]).toEqual(["light", [], 1]);
  });

  it("that came while the core runs is told once, and what counted before still counts", async () => {
    await writeFile(file(), '[look]\ntheme = "dark"\n');
    const kept = await keeper();
    let changes = 0;
    using _listening = kept.onChange(() => (changes += 1));
    await replaceBy(make);
    await kept.refresh();
    await kept.refresh();
    const message = `It cannot be read: ${why}. What counted before still counts.`;
    expect([kept.settings.look.theme, said(kept), changes]).toEqual(["dark", [message], 1]);
    expect(told).toEqual([`${file()}: ${message}`]);
    await replaceBy(() => writeFile(file(), '[look]\ntheme = "dark"\n'));
    await kept.refresh();
    expect([said(kept), changes]).toEqual([[], 2]);
  });
});

describe("a settings file that is not there any more", () => {
  it("is told with what counts instead, until something is set", async () => {
    const kept = await keeper();
    await rm(file());
    await kept.refresh();
    expect(said(kept)).toEqual(["It is not there. The defaults count."]);
    await kept.set({ "look.theme": "dark" });
    expect([kept.settings.look.theme, said(kept)]).toEqual(["dark", []]);
  });

  it("is made where the symbolic link says that it is, which stays", async () => {
    await symlink("dotfiles.toml", file());
    const kept = await keeper();
    await kept.set({ "look.theme": "dark" });
    expect(await readlink(file())).toBe("dotfiles.toml");
    expect(await readFile(path.join(folder, "dotfiles.toml"), "utf8")).toContain('theme = "dark"');
  });

  it("is neither made nor replaced while the folder that its link leads to is away", async () => {
    await symlink("away/settings.toml", file());
    const kept = await keeper();
    expect(said(kept)).toEqual(["It is not there. The defaults count."]);
    const done = await kept.set({ "look.theme": "dark" });
    expect(done).toMatchObject({ ok: false, error: { code: "settings-not-written" } });
    expect((await lstat(file())).isSymbolicLink()).toBe(true);
    await mkdir(path.join(folder, "away"));
    await writeFile(path.join(folder, "away", "settings.toml"), '[look]\ntheme = "light"\n');
    await kept.refresh();
    expect([kept.settings.look.theme, said(kept)]).toEqual(["light", []]);
  });
});
