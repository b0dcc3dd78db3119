/** The parameters and results of the Chrome DevTools Protocol that are used here. */
type Params = Readonly<Record<string, unknown>>;
export type CdpListener = (params: Params, session: string | undefined) => void;

/** A connection to a browser over its DevTools socket, in flat mode: sessions of all its targets share it. */
export interface Cdp {
  /** Rejects with the browser's complaint, or when the connection ends first. */
  send(method: string, params?: Params, session?: string): Promise<Params>;
  on(method: string, listener: CdpListener): void;
  readonly closed: Promise<void>;
  close(): void;
}

export async function connectCdp(address: string): Promise<Cdp> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, PromiseWithResolvers<Params>>();
  const listeners = new Map<string, CdpListener[]>();
  const closed = Promise.withResolvers<void>();
  let nextId = 1;

  socket.addEventListener("message", ({ data }) => {
    const message = record(JSON.parse(String(data)));
    const session = typeof message["sessionId"] === "string" ? message["sessionId"] : undefined;
    const { id, error, method } = message;
    if (typeof id === "number") {
      const answer = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) answer?.resolve(record(message["result"]));
      else answer?.reject(new Error(text(record(error)["message"])));
      return;
    }
    for (const listener of listeners.get(text(method)) ?? []) listener(record(message["params"]), session);
  });
  socket.addEventListener("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("The browser is gone."));
    waiting.clear();
    closed.resolve();
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => {
      resolve();
    });
    socket.addEventListener("error", () => {
      reject(new Error(`No browser answers at ${address}.`));
    });
  });

  return {
    closed: closed.promise,
    send(method, params = {}, session) {
      const id = nextId++;
      const answer = Promise.withResolvers<Params>();
      waiting.set(id, answer);
      socket.send(JSON.stringify({ id, method, params, ...(session === undefined ? {} : { sessionId: session }) }));
      return answer.promise;
    },
    on(method, listener) {
      listeners.set(method, [...(listeners.get(method) ?? []), listener]);
    },
    close() {
      socket.close();
    },
  };
}

export function record(value: unknown): Params {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
