/** What the preload's world of a page and this process say to each other. Bytes travel as base64. */
export type Payload = { readonly json: unknown } | { readonly bytes: string };

export type FromPage =
  | { readonly type: "send"; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: "port"; readonly port: number; readonly payload: Payload }
  | { readonly type: "port-closed"; readonly port: number };

export type ToPage =
  | {
      readonly type: "receive";
      readonly channel: string;
      readonly args: readonly unknown[];
      /** Ends of channels that come with it, by number. */
      readonly ports: readonly number[];
    }
  | { readonly type: "port"; readonly port: number; readonly payload: Payload }
  | { readonly type: "port-closed"; readonly port: number };

export function toPayload(data: unknown): Payload {
  return data instanceof Uint8Array ? { bytes: Buffer.from(data).toString("base64") } : { json: data };
}

export function fromPayload(payload: Payload): unknown {
  return "bytes" in payload ? new Uint8Array(Buffer.from(payload.bytes, "base64")) : payload.json;
}
