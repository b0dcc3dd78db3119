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
  onCommand: (listener) =>
    listen(DESKTOP_CHANNELS.command, (_event, command: DesktopCommand) => {
      listener(command);
    }),
  onUpdates: (listener) =>
    listen(DESKTOP_CHANNELS.updates, (_event, state: UpdateState) => {
      listener(state);
    }),
};

/** Returns the function that ends it. */
function listen(channel: string, receive: Parameters<typeof ipcRenderer.on>[1]): () => void {
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
