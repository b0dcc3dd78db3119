export { SettingsPane } from "./settings-pane.tsx";
export { SettingsText } from "./settings-text.tsx";
