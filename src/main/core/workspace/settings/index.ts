export { peekSettings, settingsFile } from "./settings-file.ts";
export { readSettings } from "./read-settings.ts";
export { settingProblemText } from "./problem-text.ts";
export { settingsHandlers } from "./settings-handlers.ts";
export { type InspectSettings, type SettingsKeeper, openSettings } from "./settings-keeper.ts";
