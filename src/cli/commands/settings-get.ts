import { fail } from "../../shared/model/result.ts";
import { SETTING_WORDS } from "../../shared/model/setting-words.ts";
import { nearest } from "../../shared/suggest.ts";
import { defineCommand } from "../command.ts";
import { settingCard } from "../output/settings.ts";

export const command = defineCommand({
  name: "settings get",
  summary: "Say what a setting is, what it does and what it may be.",
  examples: [
    { line: "settings get stallAfterSeconds", why: "With its default and where it comes from." },
    { line: "settings get look.theme --json", why: "For a program." },
  ],
  args: { key: { label: "KEY", names: "setting" } },
  options: {},
  async run(context, { key }) {
    const told = await context.call("settings.show", {});
    if (!told.ok) return told;
    const view = told.value.settings.find((one) => one.key === key);
    if (view !== undefined) return context.print(view, () => settingCard(view, context.style));
    const meant = nearest(key, Object.keys(SETTING_WORDS));
    return fail("setting-not-found", `There is no setting ${JSON.stringify(key)}.`, {
      remedy: meant === undefined ? "List them with `drover settings show`." : `Did you mean ${meant}?`,
    });
  },
});
