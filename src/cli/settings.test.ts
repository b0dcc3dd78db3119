import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { SettingsView } from "../shared/contract/settings.ts";
import { DEFAULT_PREFERENCES } from "../shared/model/preference-defaults.ts";
import { ok } from "../shared/model/result.ts";
import { SETTING_WORDS } from "../shared/model/setting-words.ts";
import { settingValue } from "./setting-value.ts";
import { type TestCore, cli, startTestCore } from "./testing/test-core.ts";

const opened: TestCore[] = [];
afterEach(async () => {
  for (const core of opened.splice(0)) await core[Symbol.asyncDispose]();
});

const view: SettingsView = {
  file: "/w/settings.toml",
  changedAt: 0,
  preferences: DEFAULT_PREFERENCES,
  problems: [],
  settings: [
    { key: "look.theme", value: "dark", default: "system", from: "file", line: 7 },
    { key: "stallAfterSeconds", value: 30, default: 30, from: "default" },
    { key: "owner.name", value: "Ada", from: "file", line: 9, waitsForRestart: true },
  ],
};

async function core(problems: SettingsView["problems"] = [], file = view.file) {
  const asked: unknown[] = [];
  const made = await startTestCore({
    "settings.show": async () => ok({ ...view, problems, file }),
    "settings.set": async ({ changes }) => {
      asked.push(changes);
      return ok(view);
    },
  });
  opened.push(made);
  return { workspace: made.workspace, asked };
}

it("shows settings by section, and says where a changed one comes from", async () => {
  const { workspace } = await core();
  const { out } = await cli(workspace, ["settings", "show"]);
  expect(out).toMatch(/Look\nSETTING +VALUE +DEFAULT +FROM\nlook\.theme +dark +system +line 7\n/);
  expect((await cli(workspace, ["settings", "show", "--changed", "silence"])).out).toContain(
    "No setting is like that.",
  );
  expect((await cli(workspace, ["settings", "get", "stallAfterSeconds"])).out).toContain(
    "5 to 3600.\nDefault: 30 seconds.",
  );
  const slip = await cli(workspace, ["settings", "get", "stalAfterSeconds"]);
  expect(slip.code).toBe(3);
  expect(slip.err).toContain("Did you mean stallAfterSeconds?");
});

it("sends what is set as the setting wants it, and says what has to wait", async () => {
  const { workspace, asked } = await core();
  const set = await cli(workspace, ["settings", "set", "owner.name", "Ada"]);
  expect(set.out).toBe("owner.name = Ada\nowner.name: from the next start of Drover on.\n");
  await cli(workspace, ["settings", "unset", "look.theme", "billing.claude"]);
  expect(asked).toEqual([{ "owner.name": "Ada" }, { "look.theme": null, "billing.claude": null }]);
});

it.each([
  ["owner.name", "12", "12"],
  ["look.tips", "off", false],
  ["look.tips", "true", true],
  ["stallAfterSeconds", "1.5", 1.5],
  ["passEnv", "A, B*", ["A", "B*"]],
  ["passEnv", '["A,B"]', ["A,B"]],
  ["billing.claude", "equivalent", "equivalent"],
  ["keys.bindings", '{ "view.board" = ["B"] }', { "view.board": ["B"] }],
])("takes %s %s as %j", async (key, text, value) => {
  expect(await settingValue(key, text)).toEqual({ ok: true, value });
});

it("refuses what is no value", async () => {
  expect(await settingValue("stallAfterSeconds", "soon")).toMatchObject({ ok: false, error: { code: "bad-setting" } });
  expect(await settingValue("prices.x", "{ input")).toMatchObject({ ok: false });
});

it("says what is wrong with the file, with its line, and exits accordingly", async () => {
  const { workspace } = await core([{ severity: "error", line: 3, message: "No.", remedy: "Do." }]);
  expect(await cli(workspace, ["settings", "check"])).toMatchObject({
    code: 1,
    out: "error  /w/settings.toml:3: No. Do.\n",
  });
});

it.runIf(process.platform !== "win32")("opens the user's editor on the file", async () => {
  const { workspace } = await core();
  const editor = join(workspace, "my editor");
  writeFileSync(editor, `#!/bin/sh\nprintf '%s|' "$@" > "${workspace}/asked"\n`);
  chmodSync(editor, 0o755);
  const done = await cli(workspace, ["settings", "edit"], {
    env: { EDITOR: `"${editor}" --wait`, PATH: "/bin:/usr/bin" },
  });
  expect(done).toMatchObject({ code: 0, out: "Nothing is wrong with /w/settings.toml.\n" });
  expect(await cli(workspace, ["settings", "edit"], { env: { EDITOR: "false", PATH: "/bin:/usr/bin" } })).toMatchObject(
    { code: 1 },
  );
});

it("completes settings and what they may be", async () => {
  const { workspace } = await core();
  const complete = async (...words: readonly string[]) => (await cli(workspace, ["__complete", "--", ...words])).out;
  expect(await complete("settings", "get", "terminal.fo")).toBe("terminal.font\tFont\nterminal.fontSize\tFont size\n");
  expect(await complete("settings", "set", "look.theme", "da")).toBe("dark\tDark\n");
});

it("are each named in docs/settings.md", () => {
  const docs = readFileSync(new URL("../../docs/settings.md", import.meta.url), "utf8");
  expect(Object.keys(SETTING_WORDS).filter((key) => !docs.includes(`\`${key}\``))).toEqual([]);
});
