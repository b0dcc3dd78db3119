import { z } from "zod";
import type { Said } from "./script.ts";
import { type Interface, content, eventStream, newId, pieces, sendJson, textOf, toolSchema } from "./wire.ts";

const body = z.object({
  model: z.string(),
  stream: z.boolean().nullish(),
  messages: z.array(z.looseObject({ role: z.string(), content })),
  tools: z
    .array(z.looseObject({ function: z.looseObject({ name: z.string(), parameters: toolSchema.default({}) }) }))
    .nullish(),
});

const WHO: Readonly<Record<string, Said["who"]>> = { user: "user", tool: "tool", assistant: "agent" };

/** OpenAI's Chat completions, which many others speak. */
export const chat: Interface = {
  name: "chat",
  matches: (path) => path.endsWith("/chat/completions"),
  read(raw) {
    const parsed = body.parse(raw);
    return {
      conversation: parsed.messages.map((message) => ({
        who: WHO[message.role] ?? "system",
        text: textOf(message.content),
      })),
      tools: (parsed.tools ?? []).map((tool) => ({ name: tool.function.name, schema: tool.function.parameters })),
      model: parsed.model,
      stream: parsed.stream === true,
    };
  },
  write(response, { model, stream }, { text, call, usage }) {
    const prompt = usage.input + usage.cacheRead;
    const counted = {
      prompt_tokens: prompt,
      completion_tokens: usage.output,
      total_tokens: prompt + usage.output,
      prompt_tokens_details: { cached_tokens: usage.cacheRead },
    };
    const calls =
      call === undefined
        ? undefined
        : [
            {
              index: 0,
              id: newId("call"),
              type: "function",
              function: { name: call.tool.name, arguments: JSON.stringify(call.args) },
            },
          ];
    const finish = call === undefined ? "stop" : "tool_calls";
    const head = { id: newId("chatcmpl"), created: Math.floor(Date.now() / 1_000), model };
    if (!stream) {
      const message = { role: "assistant", content: call === undefined ? text : null, tool_calls: calls };
      const choices = [{ index: 0, message, finish_reason: finish }];
      sendJson(response, { ...head, object: "chat.completion", choices, usage: counted });
      return;
    }
    const send = eventStream(response);
    const chunk = (delta: object, reason: string | null = null) => {
      const choices = [{ index: 0, delta, finish_reason: reason }];
      send({ ...head, object: "chat.completion.chunk", choices });
    };
    chunk({ role: "assistant", content: "" });
    if (calls === undefined) for (const piece of pieces(text)) chunk({ content: piece });
    else chunk({ tool_calls: calls });
    chunk({}, finish);
    send({ ...head, object: "chat.completion.chunk", choices: [], usage: counted });
    response.end("data: [DONE]\n\n");
  },
  failure: (status) => ({ error: { message: "As the script says.", type: "scripted", code: status } }),
};
