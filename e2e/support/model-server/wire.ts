import type { ServerResponse } from "node:http";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Said, Usage } from "./script.ts";

/** A tool as a request offers it. `schema` is a JSON schema of its arguments. */
export interface OfferedTool {
  readonly name: string;
  readonly schema: ToolSchema;
  /** Of tools that come in a group, as in the Responses interface. */
  readonly namespace?: string;
}

export interface ToolCall {
  readonly tool: OfferedTool;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A request in the terms that all interfaces share. */
export interface ModelRequest {
  readonly conversation: readonly Said[];
  readonly tools: readonly OfferedTool[];
  readonly model: string;
  readonly stream: boolean;
  /** The answer has to be JSON of this shape. */
  readonly jsonSchema?: ToolSchema;
}

export interface ModelAnswer {
  readonly text: string;
  readonly call: ToolCall | undefined;
  readonly usage: Usage;
}

/** One of the interfaces that models are spoken to by. */
export interface Interface {
  readonly name: "messages" | "responses" | "chat" | "gemini";
  matches(path: string): boolean;
  read(body: unknown, path: string): ModelRequest;
  write(response: ServerResponse, request: ModelRequest, answer: ModelAnswer): void;
  /** The body of a failure. */
  failure(status: number): unknown;
}

export interface ToolSchema {
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, ToolSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
}

/** As much of a JSON schema as a call must know. */
export const toolSchema: z.ZodType<ToolSchema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), toolSchema).optional(),
    required: z.array(z.string()).optional(),
    enum: z.array(z.unknown()).optional(),
  }),
);

/** A content that is either a text or parts, some of which are texts. */
export const content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).nullish();

export function textOf(given: z.infer<typeof content>): string {
  if (typeof given === "string") return given;
  return (given ?? []).flatMap(({ text }) => (text === undefined ? [] : [text])).join("\n");
}

export function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
}

/** In a few pieces, as a stream brings it. */
export function pieces(text: string): readonly string[] {
  return text.match(/.{1,24}/gsu) ?? [""];
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** Server-sent events; `event` is left out where the interface does not name them. */
export function eventStream(response: ServerResponse): (data: unknown, event?: string) => void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  return (data, event) => {
    response.write(`${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`);
  };
}
