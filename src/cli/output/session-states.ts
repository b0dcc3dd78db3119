import type { OutputOf } from "../../shared/contract/contract.ts";
import type { SessionState, SessionStatus } from "../../shared/model/agent.ts";
import type { SessionSignal } from "../../shared/model/session-signal.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";
import { renderTable } from "./table.ts";
import { ago, clockTime, duration, localTime } from "./time.ts";

export const STATE_TONES: Readonly<Record<SessionState, Tone | undefined>> = {
  starting: "blue",
  working: "green",
  "waiting-for-input": "cyan",
  "waiting-for-permission": "yellow",
  "user-typing": "cyan",
  "rate-limited": "yellow",
  "context-nearly-full": "yellow",
  stalled: "red",
  zombie: "red",
  paused: "dim",
  exited: "dim",
  lost: "red",
  unknown: "yellow",
};

/** Silence that long is what there is to say of an unknown state. */
const SILENT_MS = 60_000;

/** From where and how long ago it is known: `hook 3 s ago`; of an unknown state, for how long nothing was heard. */
export function evidenceOf(status: SessionStatus, now = Date.now()): string {
  const { state, source, evidenceAt, seenAt, contradiction } = status;
  if (contradiction !== undefined) return "signs differ";
  if (state !== "unknown") return `${source} ${ago(evidenceAt, now)}`;
  return now - seenAt >= SILENT_MS ? `no signal for ${duration(now - seenAt)}` : `heard ${ago(seenAt, now)}`;
}

/** What a status says beyond its state: each a label and a text. */
export function statusFields(status: SessionStatus, now = Date.now()): [string, string | undefined][] {
  const { evidence, reliability, until, context, contradiction } = status;
  const share =
    context?.size === undefined ? "" : `, ${Math.floor((100 * context.used) / context.size)} % of ${context.size}`;
  return [
    ["evidence", `${neutralise(evidence)} (${evidenceOf(status, now)}, ${reliability})`],
    ["signs differ", contradiction === undefined ? undefined : neutralise(contradiction)],
    ["limited until", until === undefined ? undefined : `${localTime(until)} (in ${duration(until - now)})`],
    ["context", context && `${context.used} tokens${share} (${ago(context.at, now)})`],
    ["for", duration(now - status.since)],
  ];
}

/** What each source says, the most reliable first. */
export function signalTable(signals: readonly SessionSignal[], face: Face, now = Date.now()): string {
  return renderTable(
    signals,
    [
      { title: "SOURCE", text: ({ source }) => source, tone: toneOfSignal },
      { title: "SAYS", text: ({ state }) => state ?? "alive", tone: toneOfSignal },
      { title: "SEEN", text: ({ at }) => ago(at, now), tone: () => "dim" },
      { title: "RELIABILITY", text: ({ reliability }) => reliability, tone: () => "dim" },
      { title: "COUNTS", text: ({ holds }) => (holds ? "yes" : "no"), tone: () => "dim" },
      { title: "IN WORDS", text: ({ detail }) => detail ?? "", flexible: true, tone: () => "dim" },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

function toneOfSignal({ holds, state }: SessionSignal): Tone | undefined {
  if (!holds) return "dim";
  return state === undefined ? undefined : STATE_TONES[state];
}

type Timeline = OutputOf<"session.timeline">;

/** Each session with its states under it, the newest session last, as one reads a log. */
export function timelineText({ sessions, entries, more }: Timeline, face: Face, now = Date.now()): string {
  const { style } = face;
  const parts = sessions.toReversed().map((one) => {
    const own = entries.filter(({ session }) => session === one.session);
    const end = one.endedAt === undefined ? "" : `, ${one.endReason ?? "ended"} ${localTime(one.endedAt)}`;
    const item = one.item === undefined ? "" : ` on ${one.item}`;
    const head = `${style("cyan", one.session)}  ${one.runtime}${item}, started ${localTime(one.startedAt)}${end}\n`;
    return own.length === 0 ? head : head + stateTable(own, one.endedAt ?? now, face);
  });
  const rest = more ? style("dim", "There is more; --limit N shows it.\n") : "";
  return parts.length === 0 ? "It has had no session.\n" : `${rest}${parts.join("\n")}`;
}

function stateTable(entries: Timeline["entries"], end: number, face: Face): string {
  const rows = entries.map((entry, index) => ({ ...entry, lasted: (entries[index + 1]?.at ?? end) - entry.at }));
  return renderTable(
    rows,
    [
      { title: "AT", text: ({ at }) => clockTime(at), tone: () => "dim" },
      { title: "STATE", text: ({ state }) => state, tone: (row) => STATE_TONES[row.state] },
      { title: "FOR", text: ({ lasted }) => duration(lasted), align: "right" },
      { title: "FROM", text: ({ source }) => source, tone: () => "dim" },
      { title: "EVIDENCE", text: ({ evidence }) => evidence, flexible: true },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

/** For a caption above `signalTable`. */
export function signalsTitle(style: Style): string {
  return style("dim", "What each source says:");
}
