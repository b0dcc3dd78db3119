import { ArchiveRestore, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Salvage } from "../../../shared/model/salvage.ts";
import { Ago } from "../../lib/age-view.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { holdsParts, reasonLabel } from "../../lib/salvage/words.ts";
import { type DiffOf, useSalvage } from "../../lib/server-state/salvage-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Fact, Facts } from "../../ui/section.tsx";
import { DiffView } from "./diff-view.tsx";
import { SalvageParts, firstPart } from "./salvage-parts.tsx";
import { verdictOf } from "./verdict.ts";

/** One salvage: what it is, what it holds, and each file of it. */
export function SalvageDetail({ salvage }: { salvage: Salvage }) {
  const shown = useSalvage(salvage.id);
  return (
    <article
      data-testid="salvage-detail"
      data-salvage={salvage.id}
      className="flex min-w-0 flex-1 flex-col max-@2xl:shrink-0 @2xl:min-h-0"
    >
      <Head salvage={salvage} />
      <Answer query={shown} what="Reading what it holds">
        {(content) => <Content salvage={salvage} content={content} />}
      </Answer>
    </article>
  );
}

function Content({ salvage, content }: { salvage: Salvage; content: OutputOf<"salvage.show"> }) {
  const [part, setPart] = useState<DiffOf | undefined>(() => firstPart(content));
  return (
    <div className="flex min-h-80 flex-1 flex-col @4xl:min-h-0 @4xl:flex-row">
      <SalvageParts content={content} shown={part} onShow={setPart} />
      <DiffView salvage={salvage.id} of={part} />
    </div>
  );
}

function Head({ salvage }: { salvage: Salvage }) {
  const { actions, panes, ui } = useServices();
  const isPast = useIsPast();
  const [verdict, setVerdict] = useState<ReturnType<typeof verdictOf>>();
  const [isChecking, setChecking] = useState(false);
  const verify = async () => {
    setChecking(true);
    const outcome = await actions.attempt("check the salvage", "salvage.verify", { salvages: [salvage.id] });
    setChecking(false);
    if (outcome.ok) setVerdict(verdictOf(outcome.value.checked));
  };
  const holds = holdsParts(salvage.holds);
  const { item, keptAt } = salvage;
  return (
    <header className="flex shrink-0 flex-col gap-2 border-b border-line px-4 py-3">
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate text-base font-semibold">
          {salvage.note ?? `Saved ${reasonLabel[salvage.reason]}`}
        </h3>
        <Button size="s" disabled={isChecking} onClick={() => void verify()}>
          <ShieldCheck className="size-3.5" /> {isChecking ? "Reading it back…" : "Check"}
        </Button>
        {!isPast && (
          <>
            <Button
              size="s"
              look="primary"
              onClick={() => {
                ui.openDialog({ kind: "restore-salvage", salvage });
              }}
            >
              <ArchiveRestore className="size-3.5" /> Restore…
            </Button>
            <IconButton
              label="Give it up…"
              icon={<Trash2 />}
              onClick={() => {
                actions.dropSalvage(salvage);
              }}
            />
          </>
        )}
      </div>
      {verdict !== undefined && (
        <p
          role="status"
          data-tone={verdict.isWhole ? "landed" : "trouble"}
          className="tone-wash text-selectable rounded-md px-2.5 py-1.5 text-xs"
        >
          {verdict.text}. {verdict.detail}
        </p>
      )}
      <Facts>
        <Fact name="Of">
          <button
            type="button"
            onClick={() => {
              panes.open({ kind: "agent", agent: salvage.agent });
            }}
            className="rounded-sm hover:text-ink hover:underline"
          >
            {salvage.agent}
          </button>
        </Fact>
        {item !== undefined && (
          <Fact name="On">
            <button
              type="button"
              onClick={() => {
                panes.open({ kind: "item", item });
              }}
              className="rounded-sm font-mono text-xs hover:text-ink hover:underline"
            >
              {item}
            </button>
          </Fact>
        )}
        <Fact name="Saved">
          <Ago at={salvage.at} />, {reasonLabel[salvage.reason]}
        </Fact>
        {salvage.branch !== undefined && (
          <Fact name="Branch">
            <code className="text-xs">{salvage.branch}</code>
          </Fact>
        )}
        <Fact name="Holds">{holds.length === 0 ? "nothing that was not committed" : holds.join(", ")}</Fact>
        {keptAt !== undefined && (
          <Fact name="The whole worktree is kept at">
            <code className="text-xs break-all">{keptAt}</code>
          </Fact>
        )}
      </Facts>
      <LeftOut salvage={salvage} />
    </header>
  );
}

/** What a salvage does not have, so that nobody looks for it in vain. */
function LeftOut({ salvage: { holds } }: { salvage: Salvage }) {
  const ignored = holds.ignored.length + holds.moreIgnored;
  if (ignored === 0 && holds.repositories.length === 0) return null;
  return (
    <details className="text-xs text-ink-3">
      <summary className="cursor-default hover:text-ink">
        Not copied: {ignored > 0 && `${ignored} ignored`}
        {ignored > 0 && holds.repositories.length > 0 && ", "}
        {holds.repositories.length > 0 && `${holds.repositories.length} repositories within`}
      </summary>
      <ul className="text-selectable list-disc pl-5">
        {holds.repositories.map(({ path, state }) => (
          <li key={path}>
            <code>{path}</code> {state === "" ? "with nothing new in it" : state}
          </li>
        ))}
        {holds.ignored.map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
        {holds.moreIgnored > 0 && <li>and {holds.moreIgnored} more</li>}
      </ul>
    </details>
  );
}
