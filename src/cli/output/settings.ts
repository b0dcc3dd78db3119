import type { SettingProblem, SettingView, SettingsView } from "../../shared/contract/settings.ts";
import { SETTING_SECTIONS, type SettingWords } from "../../shared/model/setting-shape.ts";
import { SETTING_WORDS } from "../../shared/model/setting-words.ts";
import type { SettingKey } from "../../shared/model/settings.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

interface Layout {
  readonly style: Style;
  readonly columns: number | undefined;
}

export function isSetting(key: string): key is SettingKey {
  return Object.hasOwn(SETTING_WORDS, key);
}

/** Settings by section, changed ones with where they come from. */
export function settingsTable(views: readonly SettingView[], { style, columns }: Layout): string {
  const known = views.flatMap((view) => (isSetting(view.key) ? [{ view, words: SETTING_WORDS[view.key] }] : []));
  const sections = SETTING_SECTIONS.flatMap((section) => {
    const rows = known.filter(({ words }) => words.section === section);
    if (rows.length === 0) return [];
    const table = renderTable(
      rows,
      [
        { title: "SETTING", text: ({ view }) => view.key, tone: () => "cyan" },
        {
          title: "VALUE",
          text: ({ view, words }) => shown(view.value, words),
          flexible: true,
          tone: ({ view }) => (view.from === "default" ? "dim" : undefined),
        },
        { title: "DEFAULT", text: ({ view, words }) => (view.from === "file" ? shown(view.default, words) : "") },
        { title: "FROM", text: ({ view }) => origin(view), tone: () => "dim" },
      ],
      { style, columns },
    );
    return [`${style("bold", section)}\n${table}`];
  });
  return sections.join("\n");
}

/** One setting with all that is to be said of it. */
export function settingCard(view: SettingView, style: Style): string {
  if (!isSetting(view.key)) return `${neutralise(JSON.stringify(view.value))}\n`;
  const words: SettingWords = SETTING_WORDS[view.key];
  const { shape } = words;
  const may =
    shape.kind === "choice"
      ? `One of ${Object.keys(shape.choices).join(", ")}.`
      : shape.kind === "number"
        ? `${shape.min} to ${shape.max}.`
        : "example" in shape && shape.example !== undefined
          ? `For example ${shape.example}`
          : "";
  const lines = [
    `${style("bold", view.key)} = ${neutralise(shown(view.value, words))}  ${style("dim", origin(view))}`,
    neutralise(words.about),
    may,
    `Default: ${neutralise(shown(view.default, words))}.`,
    view.waitsForRestart === true ? style("yellow", "It counts from the next start of Drover on.") : "",
  ];
  return lines
    .filter((line) => line !== "")
    .map((line) => `${line}\n`)
    .join("");
}

/** What is wrong with the file, a line each, with the way out. */
export function problemLines(file: string, problems: readonly SettingProblem[], style: Style): string {
  return problems
    .map(({ severity, line, message, remedy }) => {
      const where = line === undefined ? file : `${file}:${line}`;
      const mark = style(severity === "error" ? "red" : "yellow", severity);
      return `${mark}  ${neutralise(`${where}: ${message}`)}${remedy === undefined ? "" : ` ${style("dim", neutralise(remedy))}`}\n`;
    })
    .join("");
}

/** What those of the keys that were just changed have to wait for. */
export function afterChange(view: SettingsView, keys: readonly string[], style: Style): string {
  const changed = view.settings.filter(({ key }) => keys.some((one) => one === key || one.startsWith(`${key}.`)));
  const waiting = changed.filter(({ waitsForRestart }) => waitsForRestart === true).map(({ key }) => key);
  const said = changed.map(
    (one) => `${one.key} = ${neutralise(shown(one.value, isSetting(one.key) ? SETTING_WORDS[one.key] : undefined))}\n`,
  );
  const when =
    waiting.length === 0 ? "" : style("yellow", `${waiting.join(", ")}: from the next start of Drover on.\n`);
  return said.join("") + when;
}

function origin({ from, line, waitsForRestart }: SettingView): string {
  const where = from === "file" ? `line ${line ?? "?"}` : from === "git" ? "git" : "";
  return waitsForRestart === true ? `${where}, after a restart` : where;
}

/** As it would stand in the file; a unit behind a number. */
function shown(value: SettingView["value"], words: SettingWords | undefined): string {
  if (value === undefined || value === "") return words?.otherwise ?? "";
  if (typeof value === "number" && words?.unit !== undefined) return `${value} ${words.unit}`;
  if (typeof value !== "object") return String(value);
  const entries = Object.keys(value ?? {}).length;
  return entries === 0 ? "none" : JSON.stringify(value);
}
