import { EventEmitter } from "node:events";

/** What pages send arrives here, as events named by their channels. */
export const ipcMain = new EventEmitter();
