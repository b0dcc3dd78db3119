import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import type { Answer, Script } from "./script.ts";
import { type ModelServer, startModelServer } from "./server.ts";

const KEY = "key-of-the-test";
const SCHEMA = {
  type: "object",
  properties: { command: { type: "string" }, why: { type: "string" } },
  required: ["why"],
};
const USAGE = { input: 70, output: 8, cacheRead: 30 };

/** A request of each interface: with a first prompt, and, where it is asked for, the result of a call as well. */
const INTERFACES = [
  {
    name: "Messages",
    path: "/v1/messages",
    header: "x-api-key",
    body: (hasResult: boolean) => ({
      model: "m",
      stream: true,
      tools: [{ name: "Bash", input_schema: SCHEMA }],
      messages: [
        { role: "user", content: [{ type: "text", text: "do it" }] },
        ...(hasResult ? [{ role: "user", content: [{ type: "tool_result", content: "ran" }] }] : []),
      ],
    }),
    usage: ['"input_tokens":70', '"cache_read_input_tokens":30', '"output_tokens":8'],
  },
  {
    name: "Responses",
    path: "/v1/responses",
    header: "authorization",
    body: (hasResult: boolean) => ({
      model: "m",
      stream: true,
      tools: [{ type: "namespace", name: "unix", tools: [{ type: "function", name: "shell", parameters: SCHEMA }] }],
      input: [
        { type: "message", role: "user", content: [{ type: "input_text", text: "do it" }] },
        ...(hasResult ? [{ type: "function_call_output", call_id: "c", output: "ran" }] : []),
      ],
    }),
    usage: ['"input_tokens":100', '"cached_tokens":30', '"output_tokens":8'],
  },
  {
    name: "Chat completions",
    path: "/v1/chat/completions",
    header: "authorization",
    body: (hasResult: boolean) => ({
      model: "m",
      stream: true,
      tools: [{ type: "function", function: { name: "bash", parameters: SCHEMA } }],
      messages: [
        { role: "user", content: "do it" },
        ...(hasResult ? [{ role: "tool", tool_call_id: "c", content: "ran" }] : []),
      ],
    }),
    usage: ['"prompt_tokens":100', '"cached_tokens":30', '"completion_tokens":8'],
  },
  {
    name: "generateContent",
    path: "/v1beta/models/m:streamGenerateContent?alt=sse",
    header: "x-goog-api-key",
    body: (hasResult: boolean) => ({
      tools: [{ functionDeclarations: [{ name: "run_shell_command", parametersJsonSchema: SCHEMA }] }],
      contents: [
        { role: "user", parts: [{ text: "do it" }] },
        ...(hasResult
          ? [{ role: "user", parts: [{ functionResponse: { name: "x", response: { output: "ran" } } }] }]
          : []),
      ],
    }),
    usage: ['"promptTokenCount":100', '"cachedContentTokenCount":30', '"candidatesTokenCount":8'],
  },
] as const;

type Face = (typeof INTERFACES)[number];

function ask(server: ModelServer, face: Face, { hasResult = false, key = KEY } = {}): Promise<Response> {
  const value = face.header === "authorization" ? `Bearer ${key}` : key;
  const headers = { "content-type": "application/json", [face.header]: value };
  return fetch(server.base + face.path, { method: "POST", headers, body: JSON.stringify(face.body(hasResult)) });
}

function script(...answers: readonly Answer[]): Script {
  return [{ when: /do it/, answers }];
}

for (const face of INTERFACES) {
  test(`${face.name}: asks for the next command after each result, and bills what the script says`, async () => {
    await using server = await startModelServer();
    const model = server.agent(KEY, script({ run: "first --step", usage: USAGE }, { say: "finished", usage: USAGE }));
    const called = await (await ask(server, face)).text();
    expect(called).toContain("first --step");
    for (const figure of face.usage) expect(called).toContain(figure);
    const said = await (await ask(server, face, { hasResult: true })).text();
    expect(said).toContain("finished");
    expect(said).not.toContain("first --step");
    expect(model.usage.scripted).toEqual({ input: 140, output: 16, cacheRead: 60 });
    expect(model.asked.map(({ step }) => step)).toEqual([0, 1]);
  });

  test(`${face.name}: fails as often as the script says, and refuses keys that no script has`, async () => {
    await using server = await startModelServer();
    const fail = { status: 429, times: 2, retryAfterSeconds: 7 };
    const model = server.agent(KEY, script({ say: "at last", fail }));
    const refused = await ask(server, face);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("7");
    expect((await ask(server, face)).status).toBe(429);
    expect(await (await ask(server, face)).text()).toContain("at last");
    expect(model.usage.scripted.output).toBeGreaterThan(0);
    expect((await ask(server, face, { key: "another" })).status).toBe(401);
    expect(server.misfits).toEqual(["a key that no script has: another"]);
  });
}

test("holds an answer until the test lets it go", async () => {
  await using server = await startModelServer();
  const [face] = INTERFACES;
  const model = server.agent(KEY, script({ say: "let go", hold: "gate" }));
  const answer = ask(server, face).then((response) => response.text());
  await model.held("gate");
  expect(model.usage.scripted.output).toBe(0);
  model.release("gate");
  expect(await answer).toContain("let go");
});

test("bills nothing for an answer whose asker is gone", async () => {
  await using server = await startModelServer();
  const [face] = INTERFACES;
  const model = server.agent(KEY, script({ say: "too late", hold: "gate" }));
  const gone = new AbortController();
  const headers = { "x-api-key": KEY };
  const body = JSON.stringify(face.body(false));
  const asked = fetch(server.base + face.path, { method: "POST", headers, body, signal: gone.signal });
  await model.held("gate");
  gone.abort();
  await expect(asked).rejects.toThrow();
  expect(await (await ask(server, face, { key: "another" })).json()).toBeDefined();
  model.release("gate");
  expect(model.usage.scripted.output).toBe(0);
});

test("finds out who wants to go elsewhere through it, and lets nobody", async () => {
  await using server = await startModelServer();
  const socket = connect(Number(new URL(server.base).port), "127.0.0.1");
  socket.end("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n");
  expect(await text(socket)).toContain("403 Forbidden");
  expect(server.strays).toEqual(["example.org:443"]);
});

test("what is asked after the end of a turn is no part of the script", async () => {
  await using server = await startModelServer();
  const model = server.agent(KEY, script({ say: "finished" }));
  const [face] = INTERFACES;
  const { messages, ...rest } = face.body(false);
  const after = [...messages, { role: "assistant", content: "finished" }, { role: "user", content: "what next?" }];
  const headers = { "x-api-key": KEY };
  const body = JSON.stringify({ ...rest, messages: after });
  const answer = await fetch(server.base + face.path, { method: "POST", headers, body });
  expect(await answer.text()).not.toContain("finished");
  expect(model.asked).toEqual([]);
  expect(model.usage.besides.output).toBeGreaterThan(0);
});
