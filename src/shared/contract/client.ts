import type { Result } from "../model/result.ts";
import type { StreamHandlers, WireClient } from "../wire/client.ts";
import type { EventOf, FailureOf, InputOf, OutputOf, RequestName, StreamName } from "./contract.ts";

/** The contract with types, over any wire. Has no zod in it, so that the command line stays small. */
export interface ContractClient {
  call<N extends RequestName>(
    verb: N,
    input: InputOf<N>,
    signal?: AbortSignal,
  ): Promise<Result<OutputOf<N>, FailureOf<N>>>;
  watch<N extends StreamName>(verb: N, input: InputOf<N>, handlers: TypedStreamHandlers<N>, after?: string): () => void;
}

export interface TypedStreamHandlers<N extends StreamName> {
  /** See wire/client.ts for what a promise means. */
  event(value: EventOf<N>, cursor: string): void | Promise<void>;
  end: StreamHandlers["end"];
}

export function contractClient(wire: Pick<WireClient, "request" | "subscribe">): ContractClient {
  return {
    call: (verb, input, signal) => wire.request(verb, input, signal) as never,
    watch: (verb, input, handlers, after) => wire.subscribe(verb, input, handlers, after),
  };
}
