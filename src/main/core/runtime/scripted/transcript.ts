import { appendFileSync } from "node:fs";
import path from "node:path";

/** Who said something, in the words of every runtime's transcript. */
export type Speaker = "user" | "agent" | "tool";

/** What was said in a session, as agent CLIs keep it, so that it can be searched when the session is over. */
export interface Transcript {
  note(who: Speaker, text: string): void;
}

/** Name of the file in the session's folder, beside what goes with the session. */
const FILE = "transcript.jsonl";

/** Where a scripted agent writes what is said, by the folder that its session's runtime was given. */
export function scriptedTranscript(sessionDir: string): string {
  return path.join(path.dirname(sessionDir), FILE);
}

/** More of one text tells no more. */
const MAX_CHARS = 4_000;

/** Lines of JSON, `{at, who, text}`, in that file. Without one nothing is kept. */
export function createTranscript(file: string | undefined): Transcript {
  return {
    note(who, text) {
      if (file === undefined) return;
      const line = JSON.stringify({ at: Date.now(), who, text: text.slice(0, MAX_CHARS) });
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    },
  };
}
