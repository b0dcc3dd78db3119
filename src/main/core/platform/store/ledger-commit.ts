import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";

/** Whose ledger it is, and the time that commits carry. */
export interface CommitWriter {
  /** The human owner of the workspace, as in `user.name` and `user.email`. */
  readonly owner: { readonly name: string; readonly email: string };
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface CommitContents {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly ledger: LedgerName;
  readonly events: readonly LedgerEvent[];
  /** What was done beyond the events, in words. */
  readonly deed?: string | undefined;
  /** Said instead of all that, where a commit is neither: a repair, a new format. */
  readonly about?: string;
}

/** Changes named in a message; more are only counted, the events say it all. */
const NAMED = 20;

/**
 * The body of a commit object. Author is who acted, or `Drover` where several did, with the owner's address, since agents
 * have none of their own; committer is the owner, who answers for what is recorded.
 */
export function encodeCommit(
  { tree, parents, ledger, events, deed, about }: CommitContents,
  writer: CommitWriter,
): Uint8Array {
  const actors = new Set(events.map((event) => event.actor));
  const [first] = actors;
  const author = first !== undefined && actors.size === 1 ? (first === "user" ? writer.owner.name : first) : "Drover";
  // Never older than what it holds, also where the clock was put back: looking back relies on it.
  const at = Math.max(writer.now(), events.at(-1)?.at ?? 0);
  const time = `${Math.floor(at / 1000)} +0000`;
  const email = clean(writer.owner.email);
  const named = events.slice(0, NAMED).map((event) => `${event.type} ${event.kind} ${event.subject} (${event.actor})`);
  const rest = events.length > NAMED ? [`and ${events.length - NAMED} more`] : [];
  const changes = about ?? (events.length === 1 ? (named[0] ?? "") : `${events.length} changes`);
  const subject =
    deed === undefined ? `${ledger}: ${changes}` : `${ledger}: ${deed}${events.length === 0 ? "" : `, and ${changes}`}`;
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${clean(author)} <${email}> ${time}`,
    `committer ${clean(writer.owner.name)} <${email}> ${time}`,
    "",
    subject,
    ...(events.length > 1 ? ["", ...named, ...rest] : []),
    "",
  ];
  return Buffer.from(lines.join("\n").replaceAll("\0", ""), "utf8");
}

/** What git would refuse in a name or an address. */
function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\u0000-\u001f<>]/g, "").trim() || "Drover";
}
