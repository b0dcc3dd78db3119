import { DESKTOP_PORT, type DesktopApi, type DesktopPortMessage } from "../../shared/desktop/desktop-api.ts";
import { ok } from "../../shared/model/result.ts";
import { messagePortWire } from "../../shared/wire/message-port-wire.ts";
import type { WireSource } from "../lib/connection/connection.ts";

/** Message ports handed over by the main process, one for each attempt. */
export function desktopWires(page: Window, desktop: DesktopApi, version: string): WireSource {
  return {
    client: { kind: "desktop", version },
    open(signal) {
      return new Promise((resolve, reject) => {
        const receive = (event: MessageEvent<unknown>) => {
          const [port] = event.ports;
          if (event.source !== page || port === undefined || !isPortMessage(event.data)) return;
          page.removeEventListener("message", receive);
          resolve(ok({ wire: messagePortWire(port), token: event.data.token }));
        };
        page.addEventListener("message", receive);
        signal.addEventListener("abort", () => {
          page.removeEventListener("message", receive);
          reject(new Error("The main process handed over no connection."));
        });
        desktop.connect();
      });
    },
  };
}

function isPortMessage(data: unknown): data is DesktopPortMessage {
  return (
    typeof data === "object" &&
    data !== null &&
    "type" in data &&
    data.type === DESKTOP_PORT &&
    "token" in data &&
    typeof data.token === "string"
  );
}
