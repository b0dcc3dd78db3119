import { once } from "node:events";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../../shared/model/setting-defaults.ts";
import { settings as schema } from "../../../../shared/model/settings.ts";
import { type Clock, systemClock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import { type SettingsKeeper, openSettings, peekSettings, readSettings } from "./index.ts";
import { SETTING_KEYS } from "./setting-leaves.ts";
import { settingsTemplate } from "./settings-template.ts";

let folder: string;
let told: string[];
let open: SettingsKeeper | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "drover-settings-"));
  told = [];
});

afterEach(async () => {
  await open?.[Symbol.asyncDispose]();
  open = undefined;
  await rm(folder, { recursive: true, force: true });
});

const file = () => path.join(folder, "settings.toml");
const read = () => readFile(file(), "utf8");
const log: Log = { info: () => {}, error: () => {}, warn: (text) => told.push(text) };

async function keeper(clock: Clock = systemClock): Promise<SettingsKeeper> {
  open = await openSettings({ workspaceDir: folder, clock, log });
  return open;
}

async function keeperOf(text: string): Promise<SettingsKeeper> {
  await writeFile(file(), text);
  return keeper();
}

describe("the file that is made", () => {
  it("shows every setting with its default, and sets none", () => {
    const { values, problems, settings } = readSettings(settingsTemplate());
    expect({ problems, settings }).toEqual({ problems: [], settings: DEFAULT_SETTINGS });
    expect([...values]).toEqual([]);
  });

  it("may have every line that shows a setting taken in", () => {
    const all = settingsTemplate().replaceAll(/^# ("?[\w.-]+"? = )/gm, "$1");
    const { problems, values } = readSettings(all);
    expect(problems).toEqual([]);
    expect(SETTING_KEYS.filter((key) => !values.has(key))).toEqual([]);
  });

  it("has defaults that are settings", () => {
    expect(schema.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
  });
});

describe("a file of version 1", () => {
  const old = {
    version: 1,
    nudgeAfterSeconds: 20,
    stallAfterSeconds: 30,
    owner: { email: "o@x" },
    ofTomorrow: [1, { a: "b" }],
    gone: null,
  };

  it("is taken over once, with all that it said, and kept beside", async () => {
    await writeFile(
      path.join(folder, "settings.json"),
      JSON.stringify({ ...old, prices: { "gpt-5.1": { input: 1, output: 2 } } }),
    );
    expect((await peekSettings(folder)).settings.nudgeAfterSeconds).toBe(20);
    const { settings } = await keeper();
    expect(settings).toMatchObject({ nudgeAfterSeconds: 20, stallAfterSeconds: 30, owner: { email: "o@x" } });
    expect(settings.prices).toEqual({ "gpt-5.1": { input: 1, output: 2 } });
    const text = await read();
    expect(text).toContain("# nudgeAfterSeconds = 45\nnudgeAfterSeconds = 20\n");
    expect(text).toContain('ofTomorrow = [1, { a = "b" }]');
    expect(text).toContain("gone = null");
    expect((await readdir(folder)).toSorted()).toEqual(["settings.json.old", "settings.toml"]);
  });

  it("of which one value is wrong is taken over as it is, and told", async () => {
    await writeFile(
      path.join(folder, "settings.json"),
      '{"version":1,"nudgeAfterSeconds":"soon","stallAfterSeconds":60}',
    );
    const { settings } = await keeper();
    expect(settings).toMatchObject({ nudgeAfterSeconds: 45, stallAfterSeconds: 60 });
    expect(await read()).toContain('nudgeAfterSeconds = "soon"');
    expect(told).toEqual([expect.stringMatching(/settings\.toml, line \d+: nudgeAfterSeconds must be a number/)]);
  });

  it.each(["{", "[]", '{"version":99}'])("that makes no sense is kept aside and told: %s", async (text) => {
    await writeFile(path.join(folder, "settings.json"), text);
    const { settings } = await keeper();
    expect(settings.nudgeAfterSeconds).toBe(45);
    expect(told.join()).toContain("kept as settings.json.bad");
    expect(await readFile(path.join(folder, "settings.json.bad"), "utf8")).toBe(text);
  });
});

describe("what is wrong", () => {
  it("is told with line and key, and what is right counts", () => {
    const text =
      'nudgeAfterSeconds = 1\nstalAfterSeconds = 60\nstallAfterSeconds = 60\n[look]\ntheme = "pink"\ndensity = "compact"\n[keys.bindings]\na = ["x"]\nb = 3\n';
    const { settings, problems } = readSettings(text);
    expect(settings).toMatchObject({ nudgeAfterSeconds: 45, stallAfterSeconds: 60 });
    expect(settings.look).toEqual({ ...DEFAULT_SETTINGS.look, density: "compact" });
    expect(settings.keys.bindings).toEqual({ a: ["x"] });
    expect(
      problems.map(({ severity, key, line, message, remedy }) => [severity, key, line, remedy ?? message]),
    ).toEqual([
      ["error", "look.theme", 5, 'look.theme must be one of system, light, dark. The default, "system", counts.'],
      [
        "error",
        "keys.bindings.b",
        9,
        "keys.bindings must be an array, not a number (at b). It is left out; the others count.",
      ],
      ["error", "nudgeAfterSeconds", 1, "nudgeAfterSeconds must be at least 5. The default, 45, counts."],
      ["warning", "stalAfterSeconds", 2, "Did you mean stallAfterSeconds?"],
    ]);
  });

  it("is a line that is not TOML: it is left out, and with a header what is below it", () => {
    const { settings, problems } = readSettings(
      'stallAfterSeconds = 60\nnudge = = 3\n[look\ntheme = "dark"\n[terminal]\nfontSize = 20\n',
    );
    expect(problems).toMatchObject([{ severity: "error", line: 2 }]);
    expect(problems[0]?.message).toContain("not TOML");
    expect(settings).toMatchObject({ stallAfterSeconds: 60, look: { theme: "system" }, terminal: { fontSize: 20 } });
  });

  it("is a bracket that nobody closed: it is told where it was opened, and what follows counts", () => {
    const { settings, problems } = readSettings("passEnv = [\n# why\nstallAfterSeconds = 60\n");
    expect(problems.map(({ line }) => line)).toEqual([3]);
    expect(problems[0]?.message).toContain("within passEnv, which begins in line 1");
    expect(settings.stallAfterSeconds).toBe(60);
  });

  it.each(["look = 3\n", "a = ]", "[", '"', "passEnv = [", "\0", "a = 1\na = 2\n", "[[owner]]\nname = 'x'\n"])(
    "never ends badly: %j",
    (text) => {
      const { problems, settings } = readSettings(text);
      expect(problems.length).toBeGreaterThan(0);
      expect(settings).toEqual(DEFAULT_SETTINGS);
    },
  );
});

describe("a file that cannot be read whole", () => {
  it.each([
    ["is nested without end", `a = ${"[".repeat(20_000)}`, "nested too deeply"],
    ["is longer than anybody writes", "# x\n".repeat(300_000), "longer than 1,000,000 characters"],
  ])("does not keep the core from starting, is told and left as it is where it %s", async (_what, text, said) => {
    const { problems, set } = await keeperOf(text);
    expect(problems().map(({ message }) => message)).toEqual([expect.stringContaining(said)]);
    expect(await set({ "look.theme": "dark" })).toMatchObject({ ok: false, error: { code: "settings-unreadable" } });
    expect(await read()).toBe(text);
  });

  it("holds the core for a moment only, however many lines of it are wrong", () => {
    const started = performance.now();
    const { problems } = readSettings("[owner]\nname = = 1\n".repeat(40_000));
    expect(problems[0]?.message).toContain("This is not TOML");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("may have become a folder: changes are refused, and what counted before still counts", async () => {
    const opened = await keeperOf('[look]\ntheme = "dark"\n');
    await rm(file());
    await mkdir(file());
    for (const done of [await opened.set({ "look.theme": "light" }), await opened.text(), await opened.write("", {})]) {
      expect(done).toMatchObject({ ok: false, error: { code: "settings-unreadable" } });
    }
    expect(opened.settings.look.theme).toBe("dark");
  });
});

describe("a change", () => {
  it("is written beside the user's comments, counts at once, and comes back to its default", async () => {
    const kept = await keeperOf("# mine\nnudgeAfterSeconds = 60 # why\n");
    const seen: number[] = [];
    kept.onChange(() => seen.push(kept.settings.nudgeAfterSeconds));
    expect(await kept.set({ nudgeAfterSeconds: 90, "look.theme": "dark" })).toEqual({ ok: true, value: undefined });
    expect(await read()).toBe('# mine\nnudgeAfterSeconds = 90 # why\n\n[look]\ntheme = "dark"\n');
    await kept.set({ "look.theme": null });
    expect(await read()).toBe("# mine\nnudgeAfterSeconds = 90 # why\n\n[look]\n");
    expect(seen).toEqual([90, 90]);
    expect(kept.settings.look.theme).toBe("system");
  });

  it("may be of one entry of a table, and of a whole one", async () => {
    const kept = await keeper();
    await kept.set({ 'prices."gpt-5.1"': { input: 1, output: 2 }, "billing.claude": "equivalent" });
    await kept.set({
      "keys.bindings": { "view.board": ["B"] },
      "notifications.quietHours": { from: "22:00", to: "07:00" },
    });
    expect(kept.settings).toMatchObject({
      prices: { "gpt-5.1": { input: 1, output: 2 } },
      billing: { claude: "equivalent" },
      keys: { bindings: { "view.board": ["B"] } },
      notifications: { quietHours: { from: "22:00", to: "07:00" } },
    });
    await kept.set({ billing: null, 'prices."gpt-5.1".cacheRead': 0.1, "notifications.quietHours": null });
    expect(kept.settings.billing).toEqual({});
    expect(kept.settings.prices["gpt-5.1"]).toEqual({ input: 1, output: 2, cacheRead: 0.1 });
    expect(kept.settings.notifications).toEqual(DEFAULT_SETTINGS.notifications);
    expect(await read()).toContain("# How a kind of notification is told");
    expect(kept.problems()).toEqual([]);
  });

  it.each([
    ["nudgeAfterSeconds", 1, "bad-setting"],
    ["look.theme", "pink", "bad-setting"],
    ["keys.bindings.a", "x", "bad-setting"],
    ["look.teme", "dark", "setting-not-found"],
    ["nudgeAfterSeconds.x", 1, "setting-not-found"],
    ["look", { theme: "dark" }, "setting-not-found"],
    ["a b", 1, "setting-not-found"],
  ])("that is wrong changes nothing, nor do those beside it: %s", async (key, value, code) => {
    const kept = await keeperOf("# mine\n");
    expect(await kept.set({ stallAfterSeconds: 60, [key]: value })).toMatchObject({ ok: false, error: { code } });
    expect(await read()).toBe("# mine\n");
  });

  it("takes in first what was changed by hand and not noticed yet", async () => {
    const kept = await keeper();
    await writeFile(file(), "stallAfterSeconds = 60 # by hand\n");
    await kept.set({ nudgeAfterSeconds: 50 });
    expect(await read()).toBe("stallAfterSeconds = 60 # by hand\nnudgeAfterSeconds = 50\n");
  });

  it("is refused while the file cannot be read, which stays as it is", async () => {
    const kept = await keeperOf("stallAfterSeconds = \n");
    const refused = await kept.set({ nudgeAfterSeconds: 50 });
    expect(refused).toMatchObject({ ok: false, error: { code: "settings-unreadable" } });
    expect(!refused.ok && refused.error.message).toContain("Line 1");
    expect(await read()).toBe("stallAfterSeconds = \n");
  });

  it("goes through a symbolic link, and keeps the file's rights", async () => {
    const real = path.join(folder, "dotfiles.toml");
    await writeFile(real, "# mine\n");
    await chmod(real, 0o640);
    await symlink(real, file());
    const kept = await keeper();
    await kept.set({ nudgeAfterSeconds: 50 });
    expect((await lstat(file())).isSymbolicLink()).toBe(true);
    expect(await readFile(real, "utf8")).toBe("# mine\nnudgeAfterSeconds = 50\n");
    expect((await stat(real)).mode & 0o777).toBe(0o640);
  });
});

describe("a text of the user's own", () => {
  it("is written where nothing is wrong with it, and told where something is", async () => {
    const kept = await keeperOf("# mine\n");
    const bad = await kept.write('look.theme = "pink"\n', {});
    expect(bad).toMatchObject({ value: { written: false, problems: [{ line: 1, key: "look.theme" }] } });
    expect(await read()).toBe("# mine\n");
    expect(await kept.write('look.theme = "dark"\n', { check: true })).toMatchObject({
      value: { written: false, problems: [] },
    });
    expect(await kept.write('look.theme = "dark"\n', {})).toMatchObject({ value: { written: true } });
    expect(kept.settings.look.theme).toBe("dark");
  });

  it("does not take the place of what somebody else wrote meanwhile", async () => {
    const kept = await keeper();
    const { ok, ...first } = await kept.write(await read(), { check: true });
    expect(ok).toBe(true);
    const fingerprint = "value" in first ? first.value.fingerprint : "";
    await kept.set({ nudgeAfterSeconds: 50 });
    expect(await kept.write("# all gone\n", { fingerprint })).toMatchObject({ error: { code: "settings-changed" } });
    expect(kept.settings.nudgeAfterSeconds).toBe(50);
  });
});

describe("a change by hand while the core runs", () => {
  async function changed(kept: SettingsKeeper, change: () => Promise<void>): Promise<void> {
    const events = new EventTarget();
    using _listening = kept.onChange(() => events.dispatchEvent(new Event("change")));
    const told = once(events, "change");
    await change();
    await told;
  }

  it("counts soon, however the editor writes", async () => {
    const kept = await keeper();
    kept.watch();
    await changed(kept, () => writeFile(file(), "stallAfterSeconds = 60\n"));
    expect(kept.settings.stallAfterSeconds).toBe(60);
    await changed(kept, async () => {
      await writeFile(`${file()}~`, "stallAfterSeconds = 70\n");
      await rename(`${file()}~`, file());
    });
    expect(kept.settings.stallAfterSeconds).toBe(70);
    await changed(kept, () => rm(file()));
    expect(kept.settings.stallAfterSeconds).toBe(30);
  });

  it("that is not TOML is told, and what counted before still counts until it is put right", async () => {
    const kept = await keeperOf("stallAfterSeconds = 60\n");
    kept.watch();
    await changed(kept, () => writeFile(file(), "stallAfterSeconds = 70\nlook = [\n"));
    expect(kept.settings.stallAfterSeconds).toBe(60);
    expect(kept.problems().map(({ message }) => message)).toEqual([expect.stringContaining("still counts")]);
    await changed(kept, () => writeFile(file(), "stallAfterSeconds = 70\n"));
    expect([kept.settings.stallAfterSeconds, kept.problems()]).toEqual([70, []]);
  });
});
