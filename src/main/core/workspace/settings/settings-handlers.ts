import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { CursoredEvent, SomeHandlers } from "../../../../shared/contract/handlers.ts";
import type { SettingView, SettingsView } from "../../../../shared/contract/settings.ts";
import { SETTING_WORDS } from "../../../../shared/model/setting-words.ts";
import type { SettingKey } from "../../../../shared/model/settings.ts";
import { ok } from "../../../../shared/model/result.ts";
import { valueAt } from "../../base/toml/toml-edit.ts";
import { keyText } from "../../base/toml/toml-value.ts";
import { SETTING_KEYS, defaultOf, pathOf } from "./setting-leaves.ts";
import { fingerprintOf } from "./settings-file.ts";
import type { SettingsKeeper } from "./settings-keeper.ts";

export type SettingsHandlers = SomeHandlers<
  "settings.show" | "settings.set" | "settings.watch" | "settings.text" | "settings.write"
>;

/** `owner` is who counts as the owner of this run of the core, where the file names none. */
export function settingsHandlers(
  keeper: SettingsKeeper,
  { owner }: { readonly owner: { readonly name: string; readonly email: string } },
): SettingsHandlers {
  function viewOf(key: SettingKey): SettingView {
    const path = pathOf(key);
    const { now, atStart } = keeper;
    const isSet = now.values.has(key);
    const line = now.lines.get(keyText(path));
    const byGit = !isSet && path[0] === "owner" ? valueAt({ owner }, path) : undefined;
    const value = byGit ?? valueAt(now.settings, path);
    const usual = defaultOf(key);
    const isNew = !isDeepStrictEqual(valueAt(now.settings, path), valueAt(atStart, path));
    return {
      key,
      ...(value === undefined ? {} : { value: json(value) }),
      ...(usual === undefined ? {} : { default: json(usual) }),
      from: byGit === undefined ? (isSet ? "file" : "default") : "git",
      ...(line === undefined ? {} : { line }),
      ...(isNew && SETTING_WORDS[key].restart === true ? { waitsForRestart: true } : {}),
    };
  }

  function view(): SettingsView {
    const { look, terminal, keys, notifications, app, editor } = keeper.now.settings;
    return {
      file: keeper.file,
      changedAt: keeper.changedAt,
      settings: SETTING_KEYS.map(viewOf),
      preferences: { look, terminal, keys, notifications, app, editor },
      problems: [...keeper.problems()],
    };
  }

  /** The latest, whenever whoever follows is ready for it: what lies between does not matter. */
  async function* follow(signal: AbortSignal): AsyncGenerator<CursoredEvent<SettingsView>> {
    let turn = 0;
    let wake = Promise.withResolvers<void>();
    const rouse = () => {
      turn += 1;
      wake.resolve();
    };
    const end = () => {
      wake.resolve();
    };
    using _listening = keeper.onChange(rouse);
    signal.addEventListener("abort", end);
    try {
      for (let seen = -1; !signal.aborted;) {
        if (seen !== turn) {
          seen = turn;
          yield { cursor: String(turn), value: view() };
          continue;
        }
        wake = Promise.withResolvers<void>();
        await wake.promise;
      }
    } finally {
      signal.removeEventListener("abort", end);
    }
  }

  return {
    "settings.show": async () => {
      await keeper.refresh();
      return ok(view());
    },
    "settings.set": async ({ changes }) => {
      const done = await keeper.set(changes);
      return done.ok ? ok(view()) : done;
    },
    "settings.watch": (_input, _caller, _after, signal) => ok(follow(signal)),
    "settings.text": async () => {
      const text = await keeper.text();
      if (!text.ok) return text;
      return ok({ file: keeper.file, text: text.value, fingerprint: fingerprintOf(text.value) });
    },
    "settings.write": async ({ text, fingerprint, check }) => {
      const done = await keeper.write(text, { fingerprint, check });
      return done.ok ? ok({ ...done.value, problems: [...done.value.problems] }) : done;
    },
  };
}

/** What was read from TOML and passed its schema holds nothing else but what JSON has, save dates of a runtime's, told as text. */
function json(value: unknown): SettingView["value"] {
  return z.json().parse(JSON.parse(JSON.stringify(value)));
}
