import { EventEmitter } from "node:events";
import type * as Electron from "electron";

/** Where the messages of a port go whose other end was handed to a page. */
export interface PageEnd {
  post(data: unknown): void;
  close(): void;
}

/** One end of a channel. It stays in this process, or is handed to a page. */
export class MessagePortMain
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, "postMessage" | "start" | "close">
{
  #peer: MessagePortMain | undefined;
  #page: PageEnd | undefined;
  #isStarted = false;
  #isOpen = true;
  readonly #early: unknown[] = [];

  entangle(peer: MessagePortMain): void {
    this.#peer = peer;
  }

  postMessage(message: unknown): void {
    if (this.#isOpen) this.#peer?.receive(structuredClone(message));
  }

  start(): void {
    this.#isStarted = true;
    for (const data of this.#early.splice(0)) this.#deliver(data);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#peer?.ended();
  }

  /** From now on this end is the page's. */
  handOver(page: PageEnd): void {
    this.#page = page;
    this.start();
  }

  receive(data: unknown): void {
    if (!this.#isOpen) return;
    if (this.#isStarted) this.#deliver(data);
    else this.#early.push(data);
  }

  /** The other end is gone. */
  ended(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#page === undefined) setImmediate(() => this.emit("close"));
    else this.#page.close();
  }

  #deliver(data: unknown): void {
    if (this.#page === undefined) setImmediate(() => this.emit("message", { data, ports: [] }));
    else this.#page.post(data);
  }
}

export class MessageChannelMain implements Record<keyof Electron.MessageChannelMain, MessagePortMain> {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1.entangle(this.port2);
    this.port2.entangle(this.port1);
  }
}
