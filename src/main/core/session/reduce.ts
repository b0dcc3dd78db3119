import { type END_REASONS, type Session, session } from "../../../shared/model/agent.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

export type EndReason = (typeof END_REASONS)[number];

/** What each event carries. The subject is the session's id. */
export interface SessionEventData {
  readonly sessionStarted: Pick<Session, "agent" | "project" | "item" | "runtime" | "round" | "runtimeSession">;
  /** Its terminal runs in that PTY host. */
  readonly sessionPlaced: { readonly host: string };
  /** Its runtime told the id of its own session, to resume it by: at its start, or a new one when it was cleared or forked. */
  readonly sessionIdentified: { readonly runtimeSession: string };
  readonly sessionEnded: { readonly reason: EndReason; readonly exitCode?: number };
  readonly sessionPaused: Readonly<Record<string, never>>;
  readonly sessionResumed: Readonly<Record<string, never>>;
  /** The user has its terminal to themselves: Drover types nothing into it. */
  readonly sessionTakenOver: { readonly reason?: string };
  readonly sessionHandedBack: Readonly<Record<string, never>>;
  /** A person typed into its terminal, for the first time in a while. */
  readonly sessionTyped: Readonly<Record<string, never>>;
  /** It has work and does not begin it; `reason` is for people. */
  readonly sessionStalled: { readonly reason: string };
}

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type SessionEvent = {
  [T in keyof SessionEventData]: LedgerEvent<T, SessionEventData[T]>;
}[keyof SessionEventData];

/** Runs of agent CLIs, in the workspace's ledger. Kept after their end: they are the record of what was tried. */
export const sessionKind: RecordKind<Session> = {
  kind: "session",
  schema: session,
  reduce(record, raw) {
    const event = raw as SessionEvent;
    switch (event.type) {
      case "sessionStarted":
        return { ...event.data, id: event.subject, host: "", startedAt: event.at };
      case "sessionPlaced":
        return record && { ...record, host: event.data.host };
      case "sessionIdentified":
        return record && { ...record, runtimeSession: event.data.runtimeSession };
      case "sessionTakenOver":
        return record && { ...record, takenOver: { by: event.actor, at: event.at, ...event.data } };
      case "sessionHandedBack": {
        if (record === undefined) return record;
        const { takenOver: _takenOver, ...handedBack } = record;
        return handedBack;
      }
      case "sessionEnded": {
        if (record === undefined || record.endedAt !== undefined) return record;
        const { reason, exitCode } = event.data;
        const ended = { ...record, endedAt: event.at, endReason: reason };
        return exitCode === undefined ? ended : { ...ended, exitCode };
      }
      default:
        return record;
    }
  },
};
