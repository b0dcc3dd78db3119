import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Post, ROLE_FACTS, type SingleRole, post } from "../../../shared/model/role.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
type PostEvent = LedgerEvent<"roleSet", Pick<Post, "role" | "project" | "holder">>;

/** Who holds which role, keyed by the identity that goes with it, in the workspace's ledger. */
export const postKind: RecordKind<Post> = {
  kind: "post",
  schema: post.loose(),
  reduce(record, raw) {
    if (raw.type !== "roleSet") return record;
    const event = raw as PostEvent;
    return { ...event.data, path: event.subject as Post["path"], setBy: event.actor, setAt: event.at };
  },
};

/** Nothing where it is held like that already. */
export function setRole(
  before: Post | undefined,
  { path, actor, ...data }: PostEvent["data"] & { readonly path: IdentityPath; readonly actor: IdentityPath },
): readonly NewEvent[] {
  if ((before?.holder ?? "built-in") === data.holder) return [];
  return [{ ledger: "workspace", kind: "post", subject: path, type: "roleSet", actor, data }];
}

/** What it means that a role is held like that, in a sentence. */
export function meaningOf(role: SingleRole, holder: Post["holder"]): string {
  const facts = ROLE_FACTS[role];
  if (holder === "off") return facts.off ?? "";
  return holder === "built-in" ? (facts.builtIn ?? "") : `${facts.builtIn ?? ""} An agent is there for judgement.`;
}

/** An event in words, for the feed. */
export function describePostEvent(raw: LedgerEvent): string {
  const { subject, data } = raw as PostEvent;
  const to = { "built-in": "to Drover's own rules", agent: "to an agent", off: "to nobody" }[data.holder];
  return `left the role ${subject} ${to}`;
}
