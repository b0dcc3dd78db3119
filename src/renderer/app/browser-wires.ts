import { fail, ok } from "../../shared/model/result.ts";
import { webSocketWire } from "../../shared/wire/websocket-wire.ts";
import type { WireSource } from "../lib/connection/connection.ts";
import type { KeyValueStorage } from "../lib/storage.ts";

const TOKEN_KEY = "drover.token";

/**
 * Takes the token out of the address, where it would be copied and remembered, into the storage of this tab.
 * `drover serve` prints an address that ends in `#token=…`.
 */
export function takeToken(page: Pick<Window, "location" | "history">, storage: KeyValueStorage): string | undefined {
  const { hash, pathname, search } = page.location;
  const fragment = new URLSearchParams(hash.replace(/^#/, ""));
  const token = fragment.get("token");
  if (token === null || token === "") return storage.get(TOKEN_KEY);
  storage.set(TOKEN_KEY, token);
  fragment.delete("token");
  const rest = fragment.toString();
  page.history.replaceState(null, "", `${pathname}${search}${rest === "" ? "" : `#${rest}`}`);
  return token;
}

/** WebSockets to the host the page came from. */
export function browserWires(page: Window, token: string | undefined, version: string): WireSource {
  return {
    client: { kind: "browser", version },
    open(signal) {
      if (token === undefined) {
        return Promise.resolve(
          fail("no-token", "This page was opened without its token.", {
            remedy: "Open the address that `drover serve` or `npm start` printed; it ends in #token=…",
          }),
        );
      }
      const { protocol, host } = page.location;
      const socket = new WebSocket(`${protocol === "https:" ? "wss" : "ws"}://${host}/wire`);
      signal.addEventListener("abort", () => {
        socket.close();
      });
      return Promise.resolve(ok({ wire: webSocketWire(socket), token }));
    },
  };
}
