import { z } from "zod";
import type { Said } from "./script.ts";
import {
  type Interface,
  type OfferedTool,
  content,
  eventStream,
  newId,
  pieces,
  sendJson,
  textOf,
  toolSchema,
} from "./wire.ts";

const item = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content: content.optional(),
  output: content.optional(),
});
const tool = z.looseObject({ type: z.string(), name: z.string().optional(), parameters: toolSchema.nullish() });
const body = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  input: z.union([z.string(), z.array(item)]),
  tools: z.array(tool.extend({ tools: z.array(tool).optional() })).default([]),
});
type Item = z.infer<typeof item>;
type Tool = z.infer<typeof body>["tools"][number];

const WHO: Readonly<Record<string, Said["who"]>> = { user: "user", assistant: "agent" };

function said(one: Item): Said {
  if (one.type?.endsWith("_output") === true) return { who: "tool", text: textOf(one.output) };
  return { who: WHO[one.role ?? ""] ?? "system", text: textOf(one.content) };
}

function offered({ name, type, parameters, tools }: Tool): readonly OfferedTool[] {
  if (tools === undefined) return [{ name: name ?? type, schema: parameters ?? {} }];
  return tools.map((inner) => ({
    name: inner.name ?? inner.type,
    schema: inner.parameters ?? {},
    ...(name === undefined ? {} : { namespace: name }),
  }));
}

/** OpenAI's Responses. */
export const responses: Interface = {
  name: "responses",
  matches: (path) => path.endsWith("/responses"),
  read(raw) {
    const { input, tools, model, stream } = body.parse(raw);
    const conversation: readonly Said[] = typeof input === "string" ? [{ who: "user", text: input }] : input.map(said);
    return { conversation, tools: tools.flatMap(offered), model, stream };
  },
  write(response, { model, stream }, { text, call, usage }) {
    const input = usage.input + usage.cacheRead;
    const counted = {
      input_tokens: input,
      input_tokens_details: { cached_tokens: usage.cacheRead },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + usage.output,
    };
    const part = { type: "output_text", text, annotations: [] };
    const namespace = call?.tool.namespace;
    const whole =
      call === undefined
        ? { type: "message", id: newId("msg"), role: "assistant", status: "completed", content: [part] }
        : {
            type: "function_call",
            id: newId("fc"),
            call_id: newId("call"),
            name: call.tool.name,
            arguments: JSON.stringify(call.args),
            status: "completed",
            ...(namespace === undefined ? {} : { namespace }),
          };
    const head = { id: newId("resp"), object: "response", created_at: Math.floor(Date.now() / 1_000), model };
    const done = { ...head, status: "completed", output: [whole], usage: counted, error: null };
    if (!stream) {
      sendJson(response, done);
      return;
    }
    const send = eventStream(response);
    let count = 0;
    const event = (type: string, data: object) => {
      send({ type, sequence_number: count, ...data }, type);
      count += 1;
    };
    const at = { output_index: 0, item_id: whole.id };
    event("response.created", { response: { ...head, status: "in_progress", output: [], usage: null } });
    if (call === undefined) {
      event("response.output_item.added", { output_index: 0, item: { ...whole, status: "in_progress", content: [] } });
      event("response.content_part.added", { ...at, content_index: 0, part: { ...part, text: "" } });
      for (const delta of pieces(text)) event("response.output_text.delta", { ...at, content_index: 0, delta });
      event("response.output_text.done", { ...at, content_index: 0, text });
      event("response.content_part.done", { ...at, content_index: 0, part });
    } else {
      const args = JSON.stringify(call.args);
      event("response.output_item.added", {
        output_index: 0,
        item: { ...whole, status: "in_progress", arguments: "" },
      });
      for (const delta of pieces(args)) event("response.function_call_arguments.delta", { ...at, delta });
      event("response.function_call_arguments.done", { ...at, arguments: args });
    }
    event("response.output_item.done", { output_index: 0, item: whole });
    event("response.completed", { response: done });
    response.end();
  },
  failure: (status) => ({ error: { message: "As the script says.", type: "scripted", code: String(status) } }),
};
