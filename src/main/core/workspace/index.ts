export { enclosingRepository } from "./enclosing-repository.ts";
export { placeOfWorkspace } from "./place.ts";
export { prepareWorkspace } from "./prepare.ts";
export { workspaceSecret } from "./secret.ts";
export { type Settings, loadSettings, peekSettings, settingsFile } from "./settings.ts";
export { type Tokens, createTokens } from "./tokens.ts";
