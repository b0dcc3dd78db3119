import type { RuntimeAdapter } from "../adapter.ts";
import { scriptedTranscript } from "../scripted/transcript.ts";

/** The scripted agent tells by its title what it does; what it says it writes where it can be read when it is gone. */
export const scripted: RuntimeAdapter = {
  equip: ({ sessionDir }) =>
    Promise.resolve({ args: [], env: { DROVER_SCRIPTED_TRANSCRIPT: scriptedTranscript(sessionDir) } }),
};
