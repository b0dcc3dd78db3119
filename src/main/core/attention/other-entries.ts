import { MANAGER, shortName } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import { type Draft, withHeldUp } from "./draft.ts";
import type { AttentionFacts } from "./facts.ts";
import { gaveWayEntry } from "./gave-way-entry.ts";

/** Letters, convoys that stand still, ledgers that are not synced, and Drover's own troubles. Pure. */
export function otherEntries(facts: AttentionFacts, isListed: (agent: string) => boolean): readonly Draft[] {
  return [
    ...facts.mails.flatMap((mail) => mailEntry(mail, facts, isListed)),
    ...facts.standstills.map((convoy) =>
      withHeldUp(
        {
          id: `convoy:${convoy.id}`,
          kind: "convoy" as const,
          title: `Convoy “${convoy.title}” stands still`,
          why: convoy.reason,
          evidence: [],
          since: convoy.since,
          about: { kind: "convoy" as const, id: convoy.id },
          mark: convoy.reason,
        },
        { items: convoy.items, submissions: 0 },
        facts,
      ),
    ),
    ...facts.gates.map(({ id, since }) => gateEntry(id, since, facts)),
    ...facts.syncFailures.map(({ project, at, message, remedy }) =>
      withHeldUp(
        {
          id: `sync:${project}`,
          kind: "sync" as const,
          title: `The ledger of ${project} is not synced`,
          why: message,
          evidence: [],
          since: at,
          project,
          about: { kind: "project" as const, id: project },
          mark: message,
          ...(remedy === undefined ? {} : { remedy }),
        },
        { items: [], submissions: 0 },
        facts,
      ),
    ),
    ...facts.gaveWay.map((one) => gaveWayEntry(one, facts)),
    ...facts.health.map(({ text, since }) =>
      withHeldUp(
        {
          id: `health:${text.slice(0, 120)}`,
          kind: "health" as const,
          title: "Drover is in trouble",
          why: text,
          evidence: [],
          since,
          mark: text,
        },
        { items: [], submissions: 0 },
        facts,
      ),
    ),
  ];
}

function gateEntry(id: string, since: number, facts: AttentionFacts): Draft {
  const project = facts.projectOf(id);
  return withHeldUp(
    {
      id: `gate:${id}`,
      kind: "gate",
      title: `“${facts.titleOf(id) ?? id}” is yours to open`,
      why: "What waits at this gate does not begin before you open it.",
      evidence: [],
      since,
      ...(project === undefined ? {} : { project }),
      item: id,
      about: { kind: "item", id },
      mark: id,
    },
    // The gate itself is not what is held up.
    { items: [...facts.waiters(id)], submissions: 0 },
    facts,
  );
}

/** What only tells is for the inbox: that something landed, a word about what is on the list anyway. */
function mailEntry(mail: Mail, facts: AttentionFacts, isListed: (agent: string) => boolean): readonly Draft[] {
  const { id, from, subject, body, about, question } = mail;
  const isAsked = question !== undefined && mail.answer === undefined;
  if (!isAsked) {
    if (about?.kind === "convoy") return [];
    if (from === MANAGER && about?.kind !== "agent") return [];
    if (about?.kind === "agent" && isListed(about.id)) return [];
  }
  const item = about?.kind === "item" ? about.id : facts.agents.find(({ path }) => path === from)?.hook?.item;
  const title = item === undefined ? undefined : facts.titleOf(item);
  const project = item === undefined ? undefined : facts.projectOf(item);
  return [
    withHeldUp(
      {
        id: `mail:${id}`,
        kind: isAsked ? "question" : "mail",
        title: isAsked ? `${shortName(from)} asks: ${subject}` : `${shortName(from)} wrote: ${subject}`,
        why: firstLine(body) || subject,
        evidence: [],
        since: mail.sentAt,
        ...(project === undefined ? {} : { project }),
        ...(from === MANAGER ? {} : { agent: from }),
        ...(item === undefined ? {} : { item }),
        ...(title === undefined ? {} : { itemTitle: title }),
        mail: id,
        ...(isAsked && question.choices.length > 0 ? { choices: [...question.choices] } : {}),
        ...(about === undefined ? {} : { about }),
        mark: id,
      },
      // A letter that only tells holds nothing up.
      { items: isAsked && item !== undefined ? [item] : [], submissions: 0 },
      facts,
    ),
  ];
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}
