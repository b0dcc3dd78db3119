export { enclosingRepository } from "./enclosing-repository.ts";
export { placeOfWorkspace } from "./place.ts";
export { prepareWorkspace } from "./prepare.ts";
export { workspaceSecret } from "./secret.ts";
export {
  type InspectSettings,
  type SettingsKeeper,
  openSettings,
  peekSettings,
  settingProblemText,
  settingsFile,
  settingsHandlers,
} from "./settings/index.ts";
export { type Tokens, createTokens } from "./tokens.ts";
