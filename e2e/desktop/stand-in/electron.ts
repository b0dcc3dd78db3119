// The module "electron" of the stand-in: just what Drover's shell uses of it.
import { installProbe } from "../probe.ts";
import { app } from "./app.ts";
import { BrowserWindow } from "./browser-window.ts";
import { serveProbe } from "./control.ts";
import { Menu } from "./menu.ts";
import { Notification, Tray, dialog, globalShortcut, shell } from "./system.ts";

export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { ipcMain } from "./ipc-main.ts";
export { Menu, MenuItem } from "./menu.ts";
export { MessageChannelMain } from "./message-channel.ts";
export { protocol } from "./protocol.ts";
export { Notification, Tray, dialog, globalShortcut, nativeImage, screen, session, shell } from "./system.ts";

installProbe({ app, BrowserWindow, Menu, Notification, Tray, dialog, globalShortcut, shell });
serveProbe();
