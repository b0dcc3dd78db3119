import { contextBridge, ipcRenderer, webUtils } from "electron";
import {
  DESKTOP_CHANNELS,
  DESKTOP_PORT,
  type DesktopApi,
  type DesktopCommand,
  type DesktopPortMessage,
} from "../shared/desktop/desktop-api.ts";
import type { UpdateState } from "../shared/desktop/update-state.ts";

/** Hands over message ports, commands of the shell, what there is of newer versions, and the paths of dropped files; nothing else passes here. */
const api: DesktopApi = {
  connect() {
    ipcRenderer.send(DESKTOP_CHANNELS.connect);
  },
  pathForFile(file) {
    return file instanceof File ? webUtils.getPathForFile(file) : "";
  },
  onCommand: (listener: (command: DesktopCommand) => void) => listen(DESKTOP_CHANNELS.command, listener),
  onUpdates: (listener: (state: UpdateState) => void) => listen(DESKTOP_CHANNELS.updates, listener),
};

/** Returns the function that ends it. */
function listen(channel: string, listener: (message: never) => void): () => void {
  const receive = (_event: unknown, message: never) => {
    listener(message);
  };
  ipcRenderer.on(channel, receive);
  return () => {
    ipcRenderer.off(channel, receive);
  };
}

contextBridge.exposeInMainWorld("drover", api);

// Ports cannot cross the context bridge; a message to our own window hands them over.
ipcRenderer.on(DESKTOP_CHANNELS.port, (event, token: string) => {
  const message: DesktopPortMessage = { type: DESKTOP_PORT, token };
  window.postMessage(message, window.location.origin, [...event.ports]);
});
