import type { TranscriptPlace, TranscriptTurn } from "../adapter.ts";
import type { AnswerUsage } from "./usage-tally.ts";

/** A line of a transcript, parsed. Everything in it may be missing or of another shape. */
export type Line = Readonly<Record<string, unknown>>;

/** What a line says. A line that says nothing of use is no trouble; undefined says that it is not a line of this format at all. */
export interface LineMeaning {
  /** ms since 1970. */
  readonly at?: number | undefined;
  readonly turns?: readonly Omit<TranscriptTurn, "at">[] | undefined;
  readonly usage?: AnswerUsage;
  readonly context?: { readonly used: number; readonly size?: number; readonly model?: string };
  readonly rateLimitedUntil?: number;
  /** It is paid for by a subscription. */
  readonly isSubscription?: boolean;
}

/** What a format has to remember from line to line: short texts and numbers. */
export type Memory = Record<string, string | number | boolean>;

/** How one agent CLI writes its transcripts, where these are files of JSON lines. */
export interface LineFormat {
  /** Absolute path of the session's file; undefined while there is none. */
  find(place: TranscriptPlace): Promise<string | undefined>;
  /** Further files of the same session, as of its sub-agents. */
  companions?(file: string): Promise<readonly string[]>;
  /** May change `memory`, and nothing else. */
  read(line: Line, memory: Memory): LineMeaning | undefined;
}

/** A turn longer than that tells no more. */
const MAX_TURN_CHARS = 8_000;

export function turn(who: TranscriptTurn["who"], text: string): readonly Omit<TranscriptTurn, "at">[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  return [{ who, text: trimmed.length > MAX_TURN_CHARS ? `${trimmed.slice(0, MAX_TURN_CHARS)} …` : trimmed }];
}

/** What a tool was asked, in one line. */
export function toolCall(name: string, input: unknown): readonly Omit<TranscriptTurn, "at">[] {
  return turn("tool", `${name} ${typeof input === "string" ? input : (JSON.stringify(input) ?? "")}`);
}

export function object(value: unknown): Line | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A count of tokens; 0 for what is none. */
export function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
}

/** A cost that was told; a model without a price is told to be free, which says nothing. */
export function cost(value: unknown): { readonly costUsd?: number } {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? { costUsd: value } : {};
}

/** ms since 1970 of an ISO time, or of a number that is that already. */
export function time(value: unknown): number | undefined {
  if (typeof value === "number" && Number.isFinite(value) && value > 0) return Math.round(value);
  if (typeof value !== "string") return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}
