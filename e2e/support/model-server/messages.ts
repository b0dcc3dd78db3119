import { z } from "zod";
import type { Said } from "./script.ts";
import { type Interface, content, eventStream, newId, pieces, sendJson, textOf, toolSchema } from "./wire.ts";

const block = z.looseObject({ type: z.string(), text: z.string().optional(), content: content.optional() });
const body = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), z.array(block)]) })),
  tools: z.array(z.looseObject({ name: z.string(), input_schema: toolSchema.default({}) })).default([]),
});
type Message = z.infer<typeof body>["messages"][number];

const WHO: Readonly<Record<string, Said["who"]>> = { user: "user", assistant: "agent" };

function said({ role, content: given }: Message): readonly Said[] {
  const who = WHO[role] ?? "system";
  if (typeof given === "string") return [{ who, text: given }];
  return given.flatMap((one): Said[] => {
    if (one.type === "tool_result") return [{ who: "tool", text: textOf(one.content) }];
    return one.text === undefined ? [] : [{ who, text: one.text }];
  });
}

/** Anthropic's Messages. */
export const messages: Interface = {
  name: "messages",
  matches: (path) => path.endsWith("/messages"),
  read(raw) {
    const parsed = body.parse(raw);
    const tools = parsed.tools.map(({ name, input_schema }) => ({ name, schema: input_schema }));
    return { conversation: parsed.messages.flatMap(said), tools, model: parsed.model, stream: parsed.stream };
  },
  write(response, { model, stream }, { text, call, usage }) {
    const counted = {
      input_tokens: usage.input,
      cache_read_input_tokens: usage.cacheRead,
      cache_creation_input_tokens: 0,
    };
    const whole =
      call === undefined
        ? { type: "text", text }
        : { type: "tool_use", id: newId("toolu"), name: call.tool.name, input: call.args };
    const stopReason = call === undefined ? "end_turn" : "tool_use";
    const message = { id: newId("msg"), type: "message", role: "assistant", model, stop_sequence: null };
    if (!stream) {
      sendJson(response, {
        ...message,
        content: [whole],
        stop_reason: stopReason,
        usage: { ...counted, output_tokens: usage.output },
      });
      return;
    }
    const send = eventStream(response);
    const event = (type: string, data: object) => {
      send({ type, ...data }, type);
    };
    event("message_start", {
      message: { ...message, content: [], stop_reason: null, usage: { ...counted, output_tokens: 1 } },
    });
    const start = call === undefined ? { type: "text", text: "" } : { ...whole, input: {} };
    event("content_block_start", { index: 0, content_block: start });
    const deltas =
      call === undefined
        ? pieces(text).map((piece) => ({ type: "text_delta", text: piece }))
        : pieces(JSON.stringify(call.args)).map((piece) => ({ type: "input_json_delta", partial_json: piece }));
    for (const delta of deltas) event("content_block_delta", { index: 0, delta });
    event("content_block_stop", { index: 0 });
    event("message_delta", {
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { ...counted, output_tokens: usage.output },
    });
    event("message_stop", {});
    response.end();
  },
  failure(status) {
    const type = status === 429 ? "rate_limit_error" : status === 529 ? "overloaded_error" : "api_error";
    return { type: "error", error: { type, message: "As the script says." } };
  },
};
