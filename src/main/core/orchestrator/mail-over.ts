import { type IdentityPath, MANAGER, USER } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import { ok } from "../../../shared/model/result.ts";
import type { Agents } from "../agent/index.ts";
import { plainLine } from "../base/plain-text.ts";
import { type MailService, createMail } from "../mail/index.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { Sessions } from "../session/index.ts";

export interface MailWiring {
  readonly store: RecordStore;
  readonly agents: Pick<Agents, "resolve">;
  later(): { readonly sessions: Pick<Sessions, "liveOf" | "nudge"> };
  report(error: unknown): void;
}

/** An answer is mostly short: then the agent need not read its mail to go on. */
const TOLD_CHARS = 300;

/** Mail over the real domains. What the user writes, and any answer, is told to an agent at work at once. */
export function mailOver({ store, agents, later, report }: MailWiring): MailService {
  return createMail({
    store,
    resolveIdentity(ref) {
      if (ref === USER || ref === MANAGER) return ok(ref as IdentityPath);
      const agent = agents.resolve(ref);
      return agent.ok ? ok(agent.value.path) : agent;
    },
    delivered(mail) {
      const { sessions } = later();
      const isTold = mail.from === USER || mail.inReplyTo !== undefined;
      if (!isTold || mail.to === USER || sessions.liveOf(mail.to) === undefined) return;
      sessions.nudge(mail.to, toldTo(mail)).catch(report);
    },
  });
}

function toldTo({ id, from, subject, body, inReplyTo }: Mail): string {
  const what = inReplyTo === undefined ? "wrote to you" : "answered you";
  return `${from} ${what}: ${plainLine(`${subject} ${body}`, TOLD_CHARS)} (whole: drover mail read ${id}; answer: drover mail reply ${id} TEXT)`;
}
