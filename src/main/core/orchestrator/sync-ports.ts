import { setTimeout as wait } from "node:timers/promises";
import { MANAGER, USER } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import type { Agents } from "../agent/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MailService } from "../mail/index.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { Sessions } from "../session/index.ts";
import type { ClaimsMet, SyncDeps } from "../sync/index.ts";

export interface SyncPortsDeps {
  readonly mail: Pick<MailService, "send">;
  readonly sessions: Pick<Sessions, "nudge">;
  readonly agents: Pick<Agents, "get">;
  readonly ledger: Pick<Ledger, "get" | "planRelease">;
  readonly store: Pick<RecordStore, "commit">;
}

/** Who of ours is told when two clones claimed the same: by mail, the user by a notification with it, an agent at work by a nudge too. */
export function syncPorts({
  mail,
  sessions,
  agents,
  ledger,
  store,
}: SyncPortsDeps): Pick<SyncDeps, "isOurs" | "claimsMet" | "giveBack" | "wait" | "random"> {
  return {
    isOurs: (who) => who === USER || agents.get(who) !== undefined,
    wait: async (ms) => {
      await wait(ms);
    },
    random: () => Math.random(),
    async giveBack(item) {
      const by = { actor: MANAGER, cause: "It was given back in one clone and gone on with in another." };
      // A journal that has stopped is told elsewhere.
      await store.commit(() => ok({ events: ledger.planRelease(item, by), result: () => undefined }));
    },
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

function letterAbout({ project, item, who, other, owner, isKept }: ClaimsMet, title: string) {
  const what = `${item} (${title.slice(0, 200)})`;
  if (isKept && other === who) {
    const whom = owner === undefined ? `another ${who}` : `${who} (${owner})`;
    return {
      subject: `${item} was claimed in another clone too, by ${whom}.`,
      body: `Neither knew of the other's claim of ${what}, and to the ledger of ${project} both have one name. Agree on who does it.`,
    };
  }
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
