import { defineCommand } from "../command.ts";
import { isSetting, problemLines, settingsTable } from "../output/settings.ts";
import { SETTING_WORDS } from "../../shared/model/setting-words.ts";

export const command = defineCommand({
  name: "settings show",
  summary: "Show every setting: its value, its default and where it comes from.",
  examples: [
    { line: "settings show", why: "All of them, and what is wrong with the file." },
    { line: "settings show terminal", why: "Those that have to do with terminals." },
    { line: "settings show --changed", why: "Those that are set." },
  ],
  args: { words: { label: "WORD", optional: true, many: true, summary: "Only settings with these words." } },
  options: { changed: { kind: "flag", summary: "Only those that are set." } },
  async run(context, { words }, { changed }) {
    const told = await context.call("settings.show", {});
    if (!told.ok) return told;
    const { file, problems } = told.value;
    const wanted = words.map((word) => word.toLowerCase());
    const settings = told.value.settings.filter(({ key, from }) => {
      const { title = "", about = "", section = "" } = isSetting(key) ? SETTING_WORDS[key] : {};
      const text = `${key} ${title} ${about} ${section}`.toLowerCase();
      return (!changed || from === "file") && wanted.every((word) => text.includes(word));
    });
    return context.print({ ...told.value, settings }, () => {
      const { style } = context;
      const table =
        settings.length === 0
          ? "No setting is like that.\n"
          : settingsTable(settings, { style, columns: context.io.columns });
      return `${table}\n${style("dim", file)}\n${problemLines(file, problems, style)}`;
    });
  },
});
