/*
 * What every runtime of Drover has beyond the language, as far as shared code uses it. Only the project of src/shared
 * includes this file; elsewhere the real declarations of Node or the DOM stand for the same names.
 * Timers are left out on purpose: time comes from a clock that is passed in.
 */

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

declare const AbortSignal: {
  any(signals: readonly AbortSignal[]): AbortSignal;
  abort(reason?: unknown): AbortSignal;
};

interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare const AbortController: { new (): AbortController };

interface TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
}

declare const TextEncoder: { new (): TextEncoder };

interface TextDecoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

declare const TextDecoder: { new (label?: string, options?: { readonly fatal?: boolean }): TextDecoder };

interface URLSearchParams {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

interface URL {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly hash: string;
  readonly searchParams: URLSearchParams;
}

declare const URL: { new (url: string, base?: string | URL): URL; canParse(url: string, base?: string): boolean };

declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(callback: () => void): void;
