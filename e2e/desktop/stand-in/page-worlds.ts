import type { ContextBridge, IpcRenderer, WebUtils } from "electron";
import type { FromPage, Payload, ToPage } from "./page-messages.ts";

/** The name of the preload's world, and of what binds it to this process. */
export const PRELOAD_WORLD = "drover-stand-in-preload";
export const BINDING = "droverStandInSend";
export const RECEIVER = "droverStandInReceive";

/** Scripts for a page, in the order in which they are to be installed. `preload` is the source of the bundle. */
export function pageScripts(preload: string): { readonly main: string; readonly isolated: string } {
  const names = JSON.stringify({ binding: BINDING, receiver: RECEIVER });
  return {
    main: `if (window === window.top) {${connectWorlds.toString()}\n(${mainWorld.toString()})(connectWorlds);}`,
    isolated: `if (window === window.top) {${connectWorlds.toString()}
const electron = (${preloadWorld.toString()})(connectWorlds, ${names});
const require = (name) => { if (name === "electron") return electron; throw new Error("A sandboxed preload has no module " + name); };
const module = { exports: {} };
(function (require, module, exports) {${preload}\n})(require, module, module.exports);}`,
  };
}

type Worlds = typeof connectWorlds;
type SomeFunction = (...args: unknown[]) => unknown;

// What follows is sent to the page as text: nothing in it may refer to anything outside of its function.

/**
 * One end of a bridge between two worlds of a page, which share the DOM and no objects: calls go as events with JSON in
 * them, at once, and functions go as numbers.
 */
function connectWorlds(own: string, other: string) {
  const functions = new Map<number, SomeFunction>();
  let next = 1;

  function encode(value: unknown): unknown {
    if (typeof value === "function") {
      const id = next++;
      functions.set(id, value as SomeFunction);
      return { $function: id };
    }
    if (Array.isArray(value)) return value.map(encode);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]));
  }

  function decode(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(decode);
    if (typeof value !== "object" || value === null) return value;
    if ("$function" in value) {
      const id = Number(value.$function);
      return (...args: unknown[]) => call(id, args);
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]));
  }

  function call(id: number, args: unknown[]): unknown {
    let answer: unknown;
    const receive = (event: Event) => {
      answer = JSON.parse((event as CustomEvent<string>).detail);
    };
    window.addEventListener(`drover-answer-to-${own}`, receive);
    window.dispatchEvent(
      new CustomEvent(`drover-call-of-${other}`, { detail: JSON.stringify({ id, args: encode(args) }) }),
    );
    window.removeEventListener(`drover-answer-to-${own}`, receive);
    return decode((answer as { value?: unknown } | undefined)?.value);
  }

  window.addEventListener(`drover-call-of-${own}`, (event) => {
    const { id, args } = JSON.parse((event as CustomEvent<string>).detail) as { id: number; args: unknown[] };
    const value = functions.get(id)?.(...(decode(args) as unknown[]));
    window.dispatchEvent(
      new CustomEvent(`drover-answer-to-${other}`, { detail: JSON.stringify({ value: encode(value) }) }),
    );
  });

  return {
    call,
    /** Makes a function known by a number that the other world knows beforehand. */
    provide(id: number, callback: SomeFunction) {
      functions.set(id, callback);
    },
  };
}

/** The page's own world: gets what the preload exposes. */
function mainWorld(connect: Worlds): void {
  connect("main", "preload").provide(0, (key, api) => {
    Object.defineProperty(window, String(key), { value: Object.freeze(api), enumerable: true });
  });
}

/** The preload's world: the module "electron" as a sandboxed preload sees it. */
function preloadWorld(connect: Worlds, names: { binding: string; receiver: string }) {
  const { call } = connect("preload", "main");
  const ports = new Map<number, MessagePort>();
  const listeners = new Map<string, Set<SomeFunction>>();
  const global = globalThis as unknown as Record<string, (message: string) => void>;
  const send = (message: FromPage) => {
    global[names.binding]?.(JSON.stringify(message));
  };
  const pack = (data: unknown): Payload => (data instanceof Uint8Array ? { bytes: data.toBase64() } : { json: data });
  const unpack = (payload: Payload): unknown =>
    "bytes" in payload ? Uint8Array.fromBase64(payload.bytes) : payload.json;

  function openPort(id: number): MessagePort {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port1);
    port1.addEventListener("message", ({ data }) => {
      send({ type: "port", port: id, payload: pack(data) });
    });
    port1.addEventListener("close", () => {
      if (ports.delete(id)) send({ type: "port-closed", port: id });
    });
    port1.start();
    return port2;
  }

  function take(message: ToPage): void {
    switch (message.type) {
      case "receive": {
        const event = { ports: message.ports.map(openPort), sender: ipcRenderer };
        for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args);
        return;
      }
      case "port":
        ports.get(message.port)?.postMessage(unpack(message.payload));
        return;
      case "port-closed": {
        const port = ports.get(message.port);
        ports.delete(message.port);
        port?.close();
      }
    }
  }

  const ipcRenderer: Pick<IpcRenderer, "send"> &
    Record<"on" | "off", (channel: string, listener: SomeFunction) => void> = {
    send(channel, ...args: unknown[]) {
      send({ type: "send", channel, args });
    },
    on(channel, listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
    off(channel, listener) {
      listeners.get(channel)?.delete(listener);
    },
  };
  const contextBridge: Pick<ContextBridge, "exposeInMainWorld"> = {
    exposeInMainWorld(key, api: unknown) {
      call(0, [key, api]);
    },
  };
  // Files do not cross between worlds here, so that none is one of this machine's.
  const webUtils: Pick<WebUtils, "getPathForFile"> = { getPathForFile: () => "" };

  global[names.receiver] = (messages) => {
    for (const message of JSON.parse(messages) as ToPage[]) take(message);
  };
  return { contextBridge, ipcRenderer, webUtils };
}
