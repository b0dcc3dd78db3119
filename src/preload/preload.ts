import { contextBridge, ipcRenderer, webUtils } from "electron";
import {
  DESKTOP_CHANNELS,
  DESKTOP_PORT,
  type DesktopApi,
  type DesktopCommand,
  type DesktopPortMessage,
} from "../shared/desktop/desktop-api.ts";

/** Hands over message ports, commands of the shell, and the paths of dropped files; nothing else passes here. */
const api: DesktopApi = {
  connect() {
    ipcRenderer.send(DESKTOP_CHANNELS.connect);
  },
  pathForFile(file) {
    return file instanceof File ? webUtils.getPathForFile(file) : "";
  },
  onCommand(listener) {
    const receive = (_event: unknown, command: DesktopCommand) => {
      listener(command);
    };
    ipcRenderer.on(DESKTOP_CHANNELS.command, receive);
    return () => {
      ipcRenderer.off(DESKTOP_CHANNELS.command, receive);
    };
  },
};

contextBridge.exposeInMainWorld("drover", api);

// Ports cannot cross the context bridge; a message to our own window hands them over.
ipcRenderer.on(DESKTOP_CHANNELS.port, (event, token: string) => {
  const message: DesktopPortMessage = { type: DESKTOP_PORT, token };
  window.postMessage(message, window.location.origin, [...event.ports]);
});
