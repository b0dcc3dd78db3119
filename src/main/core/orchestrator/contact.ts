import type { Caller, Handlers } from "../../../shared/contract/handlers.ts";

/** What a hook of its runtime calls says what it says, and not that the agent itself called. */
const BY_HOOKS: ReadonlySet<string> = new Set(["session.signal"]);

/** Every call of a session is a sign of its life, whatever it asks. */
export function withContact(handlers: Handlers, note: (session: string) => void): Handlers {
  const wrapped = Object.entries(handlers).map(([name, handle]) => [
    name,
    (input: never, caller: Caller, ...rest: never[]) => {
      if (caller.session !== undefined && !BY_HOOKS.has(name)) note(caller.session);
      return (handle as (...args: unknown[]) => unknown)(input, caller, ...rest);
    },
  ]);
  return Object.fromEntries(wrapped) as Handlers;
}
