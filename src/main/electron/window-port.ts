import { type BrowserWindow, MessageChannelMain, ipcMain } from "electron";
import { DESKTOP_CHANNELS } from "../../shared/desktop/desktop-api.ts";
import { messagePortWire } from "../../shared/wire/message-port-wire.ts";
import type { CoreLink } from "./core-link.ts";
import { isOurs } from "./navigation.ts";

/**
 * Answers a window's wish for a connection with one end of a fresh channel and the token for its hello. Only the page that
 * we loaded into our own window is answered: no frame inside it, no other page. While there is no core the window gets
 * nothing, and asks again.
 */
export function servePorts(
  window: () => BrowserWindow | undefined,
  core: () => CoreLink | undefined,
  listens: () => void,
): void {
  ipcMain.on(DESKTOP_CHANNELS.connect, (event) => {
    const own = window();
    const frame = event.senderFrame;
    if (own === undefined || event.sender !== own.webContents || frame === null) return;
    if (frame !== own.webContents.mainFrame || !isOurs(frame.url)) return;
    listens();
    const link = core();
    if (link === undefined) return;
    const { port1, port2 } = new MessageChannelMain();
    link.join(messagePortWire(port1));
    event.sender.postMessage(DESKTOP_CHANNELS.port, link.token, [port2]);
  });
}
