import { DEFAULT_PREFERENCES } from "./preference-defaults.ts";
import type { Settings } from "./settings.ts";

/** What counts until the user says otherwise. The owner then is who git says. */
export const DEFAULT_SETTINGS: Settings = {
  owner: {},
  defaultRuntime: "scripted",
  runtimes: [],
  specialities: {},
  prices: {},
  billing: {},
  passEnv: [],
  nudgeAfterSeconds: 45,
  stallAfterSeconds: 30,
  zombieAfterSeconds: 15,
  handOffAfterSeconds: 240,
  restartPauseSeconds: 2,
  syncAfterSeconds: 10,
  syncEverySeconds: 180,
  ...DEFAULT_PREFERENCES,
};
