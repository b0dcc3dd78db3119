import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextQuery } from "../../../../shared/model/text-query.ts";
import { type HostsUnderTest, makeWorkspace, openHosts } from "./testing/hosts.ts";
import { watchTerminal } from "./testing/watch-terminal.ts";

/** Over a real host with real terminals: the search runs in a thread of the host's own program. */
describe("a search over what sessions printed", () => {
  let t: HostsUnderTest;

  beforeAll(async () => {
    t = openHosts(await makeWorkspace());
    await t.hosts.attach();
  });
  afterAll(async () => {
    await t[Symbol.asyncDispose]();
  });

  const start = (script: string, size = { cols: 60, rows: 10 }) => t.shell(script, size);

  /** Runs the script and waits until its last line is on the screen. */
  async function printed(script: string, last: string): Promise<string> {
    const session = await start(`${script}; echo ${last}; read x`);
    const terminal = await watchTerminal(t.hosts, session);
    await terminal.shows((lines) => lines.includes(last));
    return session;
  }

  const search = (session: string, query: TextQuery, limit = 50) =>
    t.hosts.search(session, { query, limit, context: 1 });

  it("finds what has scrolled off the screen long ago, with the lines around it", async () => {
    const session = await printed("for i in $(seq 1 3000); do echo line $i of many; done", "over");
    const found = await search(session, { text: "LINE 17 of" });
    expect(found).toMatchObject({
      ok: true,
      value: {
        total: 1,
        matches: [
          {
            row: 16,
            text: "line 17 of many",
            at: 0,
            length: 10,
            before: ["line 16 of many"],
            after: ["line 18 of many"],
          },
        ],
      },
    });
    const many = await search(session, { text: String.raw`^line \d+99 `, isPattern: true }, 2);
    expect(many.ok && [many.value.total, many.value.matches.map(({ text }) => text)]).toEqual([
      29,
      ["line 2899 of many", "line 2999 of many"],
    ]);
  });

  it("puts lines together again that the screen had to wrap", async () => {
    const session = await printed(`printf '%050d needle-%020d end\\n' 0 0`, "over");
    const found = await search(session, { text: "needle-00000000000000000000 end" });
    expect(found.ok && found.value.matches).toMatchObject([{ row: 0, at: 51, length: 31 }]);
  });

  it("looks at the other screen of a program that has one open", async () => {
    const session = await printed(`echo before; printf '\\033[?1049h\\033[Hmenu of choices\\n'`, "over");
    const found = await search(session, { text: "menu of" });
    expect(found.ok && found.value.matches).toMatchObject([{ text: "menu of choices", at: 0 }]);
  });

  it("finds things in a session that has ended", async () => {
    const session = await start("echo famous last words");
    await t.event((event) => event.type === "exit" && event.session === session);
    const found = await search(session, { text: "famous" });
    expect(found.ok && found.value.total).toBe(1);
  });

  it("gives a pattern up that would try for ever, and answers the next", async () => {
    const session = await printed("echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "over");
    const slow = await search(session, { text: "^(a+)+$", isPattern: true });
    expect(slow).toMatchObject({ ok: false, error: { code: "search-too-slow" } });
    const next = await search(session, { text: "aaa!" });
    expect(next.ok && next.value.total).toBe(1);
  }, 20_000);

  it("knows nothing of a session that never was", async () => {
    expect(await search("nobody", { text: "x" })).toMatchObject({ ok: false, error: { code: "session-not-found" } });
  });
});
