import type { Caller, Handlers } from "../../../shared/contract/handlers.ts";

/** Every call of a session is a sign of its life, whatever it asks. */
export function withContact(handlers: Handlers, note: (session: string) => void): Handlers {
  const wrapped = Object.entries(handlers).map(([name, handle]) => [
    name,
    (input: never, caller: Caller, ...rest: never[]) => {
      if (caller.session !== undefined) note(caller.session);
      return (handle as (...args: unknown[]) => unknown)(input, caller, ...rest);
    },
  ]);
  return Object.fromEntries(wrapped) as Handlers;
}
