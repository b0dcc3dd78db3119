import type { OutputOf } from "../shared/contract/contract.ts";
import { type Failure, type Result, ok } from "../shared/model/result.ts";
import { neutralise } from "./output/neutralise.ts";
import type { Style } from "./output/style.ts";
import { localTime } from "./output/time.ts";
import { type Moment, parseMoment } from "./parse-moment.ts";

/** For commands that can look back. */
export const AT_OPTION = {
  kind: "text",
  label: "WHEN",
  summary: "As it was then: 2h ago, yesterday 14:00, 2026-12-24 09:30, #412 (an event).",
} as const;

export type ShownMoment = NonNullable<OutputOf<"item.list">["moment"]>;

/** Undefined where none was given. */
export function givenMoment(text: string | undefined): Result<Moment | undefined, Failure<"usage">> {
  return text === undefined ? ok(undefined) : parseMoment(text, Date.now());
}

/** The line above an answer from the past; empty for one of now. */
export function momentLine(moment: ShownMoment | undefined, style: Style): string {
  if (moment === undefined) return "";
  const unreadable = (moment.unreadable ?? []).map((text) => style("yellow", `not readable: ${neutralise(text)}\n`));
  return `${style("dim", `As it was ${moment.seq === undefined ? "at" : "after"} ${momentName(moment)}`)}\n${unreadable.join("")}`;
}

export function momentName({ at, seq }: Pick<ShownMoment, "at" | "seq">): string {
  return seq === undefined ? localTime(at) : `event #${seq} (${localTime(at)})`;
}
