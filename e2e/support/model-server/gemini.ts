import { z } from "zod";
import type { Said } from "./script.ts";
import { type Interface, eventStream, newId, pieces, sendJson, toolSchema } from "./wire.ts";

const part = z.looseObject({ text: z.string().optional(), functionResponse: z.unknown().optional() });
const declared = z.looseObject({
  name: z.string(),
  parametersJsonSchema: toolSchema.optional(),
  parameters: toolSchema.optional(),
});
const body = z.object({
  contents: z.array(z.object({ role: z.string().optional(), parts: z.array(part).default([]) })),
  tools: z.array(z.looseObject({ functionDeclarations: z.array(declared).default([]) })).default([]),
  generationConfig: z
    .looseObject({
      responseMimeType: z.string().optional(),
      responseJsonSchema: toolSchema.optional(),
      responseSchema: toolSchema.optional(),
    })
    .default({}),
});
type Content = z.infer<typeof body>["contents"][number];

/** Always the same; clients send it back and need not understand it. */
const SIGNATURE = Buffer.from("scripted").toString("base64");

function said({ role, parts }: Content): readonly Said[] {
  return parts.flatMap((one): Said[] => {
    if (one.functionResponse !== undefined) return [{ who: "tool", text: JSON.stringify(one.functionResponse) }];
    return one.text === undefined ? [] : [{ who: role === "model" ? "agent" : "user", text: one.text }];
  });
}

/** Google's generateContent. The model and whether to stream are told by the path. */
export const gemini: Interface = {
  name: "gemini",
  matches: (path) => /:(generateContent|streamGenerateContent)$/.test(path),
  read(raw, path) {
    const { contents, tools, generationConfig: config } = body.parse(raw);
    const wantsJson = config.responseMimeType === "application/json";
    return {
      conversation: contents.flatMap(said),
      tools: tools.flatMap(({ functionDeclarations }) =>
        functionDeclarations.map((one) => ({
          name: one.name,
          schema: one.parametersJsonSchema ?? one.parameters ?? {},
        })),
      ),
      model: /\/models\/([^/:]+):/.exec(path)?.[1] ?? "",
      stream: path.endsWith(":streamGenerateContent"),
      ...(wantsJson ? { jsonSchema: config.responseJsonSchema ?? config.responseSchema ?? { type: "object" } } : {}),
    };
  },
  write(response, { model, stream }, { text, call, usage }) {
    const prompt = usage.input + usage.cacheRead;
    const counted = {
      promptTokenCount: prompt,
      cachedContentTokenCount: usage.cacheRead,
      candidatesTokenCount: usage.output,
      totalTokenCount: prompt + usage.output,
    };
    const head = { modelVersion: model, responseId: newId("r"), usageMetadata: counted };
    const candidate = (parts: readonly object[], finish?: "STOP") => ({
      ...head,
      candidates: [{ index: 0, content: { role: "model", parts }, ...(finish && { finishReason: finish }) }],
    });
    const called = call && {
      functionCall: { id: newId("fc"), name: call.tool.name, args: call.args },
      thoughtSignature: SIGNATURE,
    };
    if (!stream) {
      sendJson(response, candidate([called ?? { text }], "STOP"));
      return;
    }
    const send = eventStream(response);
    if (called !== undefined) send(candidate([called]));
    else for (const piece of pieces(text)) send(candidate([{ text: piece }]));
    send(candidate([{ text: "" }], "STOP"));
    response.end();
  },
  failure: (status) => ({
    error: {
      code: status,
      message: "As the script says.",
      status: status === 429 ? "RESOURCE_EXHAUSTED" : "UNAVAILABLE",
    },
  }),
};
