import type { SettingProblem, SettingView, SettingsView } from "../../../shared/contract/settings.ts";
import { SETTING_SECTIONS, type SettingSection, type SettingWords } from "../../../shared/model/setting-shape.ts";
import { SETTING_WORDS } from "../../../shared/model/setting-words.ts";
import type { SettingKey } from "../../../shared/model/settings.ts";

/** A setting as the view shows it. */
export interface SettingEntry {
  readonly key: SettingKey;
  readonly words: SettingWords;
  readonly view: SettingView;
  /** What is wrong with what the file says of it. */
  readonly problems: readonly SettingProblem[];
}

export interface ShownSection {
  readonly name: SettingSection;
  readonly entries: readonly SettingEntry[];
}

export type SettingValue = NonNullable<SettingView["value"]>;

/** Settings that hold every word of the search, by section; those of which something is wrong are never left out by `changed`. */
export function shownSections(
  { settings, problems }: Pick<SettingsView, "settings" | "problems">,
  { search, onlyChanged }: { readonly search: string; readonly onlyChanged: boolean },
): readonly ShownSection[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const entries = settings.flatMap((view): readonly SettingEntry[] => {
    if (!isSettingKey(view.key)) return [];
    const { key } = view;
    const words: SettingWords = SETTING_WORDS[key];
    const own = problems.filter((one) => one.key === key || one.key?.startsWith(`${key}.`) === true);
    const text = `${key} ${words.title} ${words.about} ${words.section} ${words.words ?? ""}`.toLowerCase();
    const isShown =
      wanted.every((word) => text.includes(word)) && (!onlyChanged || view.from === "file" || own.length > 0);
    return isShown ? [{ key, words, view, problems: own }] : [];
  });
  return SETTING_SECTIONS.map((name) => ({
    name,
    entries: entries.filter(({ words }) => words.section === name),
  })).filter((section) => section.entries.length > 0);
}

/** Why a text is no number for the setting; undefined where it is one. */
export function numberProblem(
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): string | undefined {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) return "A number, please.";
  if (number < min) return `At least ${min}.`;
  return number > max ? `At most ${max}.` : undefined;
}

/** A value that is one word or number; empty where it is none. */
export function wordOf(value: SettingView["value"]): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** A table's entries, a line each, for whoever only wants to see what is there. */
export function entryLines(value: SettingView["value"]): readonly string[] {
  if (Array.isArray(value)) return value.map((one) => nameOf(one) ?? JSON.stringify(one));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, one]) => `${name}: ${inWords(one)}`);
}

function inWords(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(inWords).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${inWords(one)}`)
    .join(", ");
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const named: unknown = Reflect.get(value, "title") ?? Reflect.get(value, "id");
  return typeof named === "string" ? named : undefined;
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTING_WORDS, key);
}
