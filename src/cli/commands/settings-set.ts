import { defineCommand } from "../command.ts";
import { afterChange } from "../output/settings.ts";
import { settingValue } from "../setting-value.ts";

export const command = defineCommand({
  name: "settings set",
  summary: "Change a setting.",
  details:
    "The settings file keeps your comments. A value is text where the setting is, else as TOML has it. An entry of a table is named with it, as in billing.claude; a name with dots in it is quoted.",
  examples: [
    { line: "settings set look.theme dark", why: "Everywhere, at once." },
    { line: "settings set stallAfterSeconds 60", why: "Let agents be silent for a minute." },
    { line: "settings set passEnv 'NPM_TOKEN,AWS_*'", why: "A list, as words with commas between." },
    { line: `settings set 'prices."gpt-5.1"' '{ input = 1.25, output = 10 }'`, why: "One entry of a table." },
  ],
  args: {
    key: { label: "KEY", names: "setting" },
    value: { label: "VALUE", names: "setting-value" },
  },
  options: {},
  async run(context, { key, value: text }) {
    const value = await settingValue(key, text);
    if (!value.ok) return value;
    const done = await context.call("settings.set", { changes: { [key]: value.value } });
    if (!done.ok) return done;
    return context.print(done.value, () => afterChange(done.value, [key], context.style));
  },
});
