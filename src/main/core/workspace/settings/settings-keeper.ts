import type { SettingProblem } from "../../../../shared/contract/settings.ts";
import { DEFAULT_SETTINGS } from "../../../../shared/model/setting-defaults.ts";
import type { Settings } from "../../../../shared/model/settings.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Clock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import { editToml } from "../../base/toml/toml-edit.ts";
import { type SettingChanges, planChanges } from "./plan-changes.ts";
import { settingProblemText } from "./problem-text.ts";
import { type ReadSettings, readSettings } from "./read-settings.ts";
import { fingerprintOf, openSettingsText, readText, settingsFile, writeSettingsText } from "./settings-file.ts";
import { settingsTemplate } from "./settings-template.ts";
import { ABSENT, unreadable } from "./unreadable.ts";
import { watchFile } from "./watch-file.ts";

/** What a setting means to those who use it, beyond its shape: a price list's, a runtime's. */
export type InspectSettings = (settings: Settings) => readonly Pick<SettingProblem, "key" | "message">[];

export interface SettingsKeeperDeps {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly inspect?: InspectSettings;
}

export type SetFailure = Failure<"setting-not-found" | "bad-setting" | "settings-unreadable" | "settings-not-written">;

/** The one writer of settings.toml, and what it says now. */
export interface SettingsKeeper extends AsyncDisposable {
  readonly file: string;
  /** As they are at the moment of each look: read them where they are used, and keep none. */
  readonly settings: Settings;
  /** What the file says now. */
  readonly now: ReadSettings;
  /** What counted when the core started. */
  readonly atStart: Settings;
  readonly changedAt: number;
  problems(): readonly SettingProblem[];
  onChange(listener: () => void): Disposable;
  /** Notices what others do to the file. Until then it is read before each change alone. */
  watch(): void;
  set(changes: SettingChanges): Promise<Result<void, SetFailure>>;
  text(): Promise<Result<string, Failure<"settings-unreadable">>>;
  /** Takes in what was changed by hand, if that was not noticed yet. */
  refresh(): Promise<void>;
  /** Writes a text of the user's own. One with errors is not written; what is wrong is answered either way. */
  write(
    text: string,
    options: { readonly fingerprint?: string | undefined; readonly check?: boolean | undefined },
  ): Promise<Result<Written, Failure<"settings-changed" | "settings-unreadable" | "settings-not-written">>>;
}

export interface Written {
  readonly problems: readonly SettingProblem[];
  readonly written: boolean;
  readonly fingerprint: string;
}

export async function openSettings({ workspaceDir, clock, log, inspect }: SettingsKeeperDeps): Promise<SettingsKeeper> {
  const file = settingsFile(workspaceDir);
  const opened = await openSettingsText(workspaceDir);
  let fingerprint = fingerprintOf(opened.text);
  let now = readSettings(opened.text);
  let changedAt = clock.now();
  const atStart = now.settings;
  /** What keeps the file as a whole from being read, or that it is not there. */
  let unread = opened.unread;
  const listeners = new Set<() => void>();
  let watching: Disposable | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: each change is made to what the one before it left. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = turn.then(work);
    turn = run.catch(() => {});
    return run;
  }

  function problemsOf(read: ReadSettings): readonly SettingProblem[] {
    const deeper = (inspect?.(read.settings) ?? []).map(({ key, message }): SettingProblem => {
      const line = key === undefined ? undefined : read.lines.get(key);
      return {
        severity: "error",
        message,
        ...(key === undefined ? {} : { key }),
        ...(line === undefined ? {} : { line }),
      };
    });
    return [...read.problems, ...deeper];
  }

  const problems = () => [...opened.problems, ...(unread === undefined ? [] : [unread]), ...problemsOf(now)];

  /** `why` says that the text is not the file's. */
  function adopt(text: string, why?: SettingProblem): void {
    const next = fingerprintOf(text);
    if (next === fingerprint && why?.message === unread?.message) return;
    unread = why;
    if (next !== fingerprint) {
      fingerprint = next;
      changedAt = clock.now();
      now = readSettings(text, now);
    }
    tell();
    for (const listener of listeners) listener();
  }

  function markUnread(why: SettingProblem): void {
    unread = why;
    tell();
    for (const listener of listeners) listener();
  }

  function tell(): void {
    for (const one of problems()) log.warn(settingProblemText(file, one));
  }

  /** What stands there now, a hand-made change that was not noticed yet included. */
  async function current(): Promise<Result<string, Failure<"settings-unreadable">>> {
    try {
      const text = await readText(file);
      adopt(text ?? settingsTemplate(), text === undefined ? ABSENT : undefined);
      return ok(text ?? settingsTemplate());
    } catch (error) {
      const { message, remedy = "" } = unreadable(error);
      const instead = `${message} What counted before still counts.`;
      if (unread?.message.startsWith(message) !== true) markUnread({ severity: "error", message: instead, remedy });
      return fail("settings-unreadable", `${file}: ${instead}`, { remedy });
    }
  }

  async function put(text: string): Promise<Result<void, Failure<"settings-not-written">>> {
    try {
      await writeSettingsText(file, text);
    } catch (error) {
      return fail(
        "settings-not-written",
        `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
        {
          remedy: "Check its rights and the space on the disk. Nothing was changed.",
        },
      );
    }
    adopt(text);
    return ok();
  }

  async function set(changes: SettingChanges): Promise<Result<void, SetFailure>> {
    const there = await current();
    if (!there.ok) return there;
    const text = there.value;
    if (!now.isToml) {
      const [first] = now.problems;
      const where = first?.line === undefined ? "" : `Line ${first.line}: `;
      return fail(
        "settings-unreadable",
        `${file} cannot be changed, since it cannot be read. ${where}${first?.message ?? ""}`,
        {
          remedy: "Put that right in the file, then try again. See `drover settings check`.",
        },
      );
    }
    const planned = planChanges(changes, text);
    if (!planned.ok) return planned;
    const edited = editToml(text, planned.value);
    if (!edited.ok) {
      return fail("settings-not-written", `${file}: ${edited.error.message}`, { remedy: edited.error.remedy ?? "" });
    }
    return edited.value === text ? ok() : put(edited.value);
  }

  async function refresh(): Promise<void> {
    await inTurn(current);
  }

  tell();
  return {
    file,
    refresh,
    settings: liveSettings(() => now.settings),
    get now() {
      return now;
    },
    atStart,
    get changedAt() {
      return changedAt;
    },
    problems,
    onChange(listener) {
      listeners.add(listener);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
    watch() {
      watching ??= watchFile(file, {
        clock,
        changed: () => void refresh(),
        failed(error) {
          log.warn(`${file} is not watched: changes made by hand count from the next start on`, error);
        },
      });
    },
    set: (changes) => inTurn(() => set(changes)),
    text: () => inTurn(current),
    write: (text, options) =>
      inTurn(async () => {
        const standing = await current();
        if (!standing.ok) return standing;
        const there = fingerprintOf(standing.value);
        const isStale = options.fingerprint !== undefined && options.fingerprint !== there;
        const read = readSettings(text);
        const found = problemsOf(read);
        const answer = { problems: found, written: false, fingerprint: there };
        if (options.check === true) return ok(answer);
        if (isStale) {
          return fail("settings-changed", `${file} was changed by somebody else since you read it.`, {
            remedy: "Read it again, and put your change into it.",
          });
        }
        if (found.some(({ severity }) => severity === "error")) return ok(answer);
        const done = await put(text);
        return done.ok ? ok({ ...answer, written: true, fingerprint: fingerprintOf(text) }) : done;
      }),
    async [Symbol.asyncDispose]() {
      watching?.[Symbol.dispose]();
      await turn;
    },
  };
}

/** Settings of which each look gives what counts then. */
function liveSettings(current: () => Settings): Settings {
  return new Proxy(DEFAULT_SETTINGS, {
    get: (_target, name): unknown => Reflect.get(current(), name),
    has: (_target, name) => Reflect.has(current(), name),
    set: () => false,
  });
}
