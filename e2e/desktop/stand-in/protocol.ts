import type { CustomScheme, Protocol } from "electron";

type Handler = Parameters<Protocol["handle"]>[1];

const handlers = new Map<string, Handler>();
const schemes = new Set<string>();

export const protocol: Pick<Protocol, "registerSchemesAsPrivileged" | "handle"> = {
  registerSchemesAsPrivileged(registered: CustomScheme[]) {
    for (const { scheme } of registered) schemes.add(scheme);
  },
  handle(scheme, handler) {
    if (!schemes.has(scheme)) throw new Error(`The scheme ${scheme} was not registered before the app was ready.`);
    handlers.set(scheme, handler);
  },
};

/** Answers a page's request by what the app registered; undefined for schemes that are none of the app's. */
export async function answerRequest(url: string, method: string): Promise<Response | undefined> {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  return await handler?.(new Request(url, { method }));
}
