export { enclosingRepository } from "./enclosing-repository.ts";
export { type WorkspaceQuestion, placeOfWorkspace } from "./place.ts";
export { type PrepareFailure, prepareWorkspace } from "./prepare.ts";
export { workspaceSecret } from "./secret.ts";
export { type LoadedSettings, type Settings, loadSettings, settingsFile } from "./settings.ts";
export { type Bearer, type Tokens, createTokens } from "./tokens.ts";
