import { scriptedTranscript } from "../scripted/transcript.ts";
import { firstThere } from "./look-up.ts";
import { type LineFormat, text, time, turn } from "./line-format.ts";

/** The scripted agent: lines of `{at, who, text}`. It uses no tokens. */
export const scriptedFormat: LineFormat = {
  find: ({ sessionDir }) => firstThere([scriptedTranscript(sessionDir)]),
  read(line) {
    const who = line["who"];
    const said = text(line["text"]);
    if ((who !== "user" && who !== "agent" && who !== "tool") || said === undefined) return undefined;
    return { at: time(line["at"]), turns: turn(who, said) };
  },
};
