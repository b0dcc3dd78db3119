import type { Caller, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Moment, ShownMoment } from "../../../shared/model/moment.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { PastFailure } from "../platform/store/past.ts";
import type { PastLedgers } from "./past-ledgers.ts";

/** Readings that can be asked as of a moment. */
type Reading =
  | "item.list"
  | "item.count"
  | "item.ready"
  | "item.blocked"
  | "item.explain"
  | "item.show"
  | "item.search"
  | "item.dep.tree";

type Handler<I, O, E> = (input: I, caller: Caller, signal: AbortSignal) => Promise<Result<O, E>>;

/** The readings of items: with `at` the same question is put to the items of that moment. */
export function lookingBack(live: SomeHandlers<Reading>, pasts: PastLedgers): SomeHandlers<Reading> {
  function either<I extends { readonly at?: Moment | undefined }, O extends object, E>(
    of: (handlers: SomeHandlers<Reading>) => Handler<I, O, E>,
  ): Handler<I, O & { moment?: ShownMoment }, E | PastFailure> {
    return async (input, caller, signal) => {
      if (input.at === undefined) return of(live)(input, caller, signal);
      const past = await pasts.at(input.at);
      if (!past.ok) return past;
      const answer = await of(past.value.ledger.handlers)(input, caller, signal);
      return answer.ok ? ok({ ...answer.value, moment: past.value.shown }) : answer;
    };
  }

  return {
    "item.list": either((all) => all["item.list"]),
    "item.ready": either((all) => all["item.ready"]),
    "item.blocked": either((all) => all["item.blocked"]),
    "item.explain": either((all) => all["item.explain"]),
    "item.show": either((all) => all["item.show"]),
    "item.count": either((all) => all["item.count"]),
    "item.search": either((all) => all["item.search"]),
    "item.dep.tree": either((all) => all["item.dep.tree"]),
  };
}
