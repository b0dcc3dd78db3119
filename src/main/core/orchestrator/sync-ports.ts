import { setTimeout as wait } from "node:timers/promises";
import { MANAGER, USER } from "../../../shared/model/identity.ts";
import type { Agents } from "../agent/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MailService } from "../mail/index.ts";
import type { Sessions } from "../session/index.ts";
import type { ClaimsMet, SyncDeps } from "../sync/index.ts";

export interface SyncPortsDeps {
  readonly mail: Pick<MailService, "send">;
  readonly sessions: Pick<Sessions, "nudge">;
  readonly agents: Pick<Agents, "get">;
  readonly ledger: Pick<Ledger, "get">;
}

/** Who of ours is told when two clones claimed the same: by mail, the user by a notification with it, an agent at work by a nudge too. */
export function syncPorts({
  mail,
  sessions,
  agents,
  ledger,
}: SyncPortsDeps): Pick<SyncDeps, "isOurs" | "claimsMet" | "wait" | "random"> {
  return {
    isOurs: (who) => who === USER || agents.get(who) !== undefined,
    wait: async (ms) => {
      await wait(ms);
    },
    random: () => Math.random(),
    async claimsMet(met) {
      const title = ledger.get(met.item)?.title ?? met.item;
      const { subject, body } = letterAbout(met, title);
      const sent = await mail.send({
        from: MANAGER,
        to: met.who,
        subject,
        body,
        about: { kind: "item", id: met.item },
      });
      // Whoever is not at work reads it later.
      if (sent.ok && met.who !== USER) await sessions.nudge(met.who, `${subject} ${body}`);
    },
  };
}

function letterAbout({ project, item, other, isKept }: ClaimsMet, title: string) {
  const what = `${item} (${title.slice(0, 200)})`;
  if (isKept) {
    return {
      subject: `${item} was claimed in another clone too; it stays yours.`,
      body: `${other ?? "Somebody"} claimed ${what} without knowing of your claim, which came first. Go on.`,
    };
  }
  if (other === undefined) {
    return {
      subject: `${item} is nobody's any more.`,
      body: `It was given back in another clone of the ledger of ${project}: ${what}. Claim it again if you still work on it.`,
    };
  }
  return {
    subject: `${item} is ${other}'s now.`,
    body: `In another clone of the ledger of ${project} it was claimed before, or given away: ${what}. Leave it to ${other}, or talk to whoever supervises you both.`,
  };
}
