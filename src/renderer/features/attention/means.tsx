import { type ReactNode, useState } from "react";
import type { AttentionEntry } from "../../../shared/model/attention.ts";
import { QuickAnswers } from "../../lib/attention/quick-answers.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { AgentAnswer } from "./agent-answer.tsx";
import { MailAnswer } from "./mail-answer.tsx";
import { ReviewAnswer } from "./review-answer.tsx";

/** The means to answer, right where the question stands. */
export function MeansOf({ entry, isVisible }: { entry: AttentionEntry; isVisible: boolean }) {
  const { agent, submission, mail, project } = entry;
  const { actions, panes, runCommand, ui } = useServices();
  const isPast = useIsPast();
  const open = (
    <Button
      onClick={() => {
        runCommand("attention.open");
      }}
    >
      {OPEN[entry.kind] ?? "Show"}
    </Button>
  );
  switch (entry.kind) {
    case "permission":
    case "input":
    case "unknown":
      return agent === undefined ? null : <AgentAnswer agent={agent} isVisible={isVisible} />;
    case "question":
    case "mail":
      return mail === undefined ? null : <MailAnswer mail={mail} />;
    case "parked":
      return (
        <Deeds>
          <Button
            look="primary"
            disabled={isPast}
            onClick={() => agent !== undefined && void actions.startAgent(agent)}
          >
            Start it again
          </Button>
          {open}
          <Button
            onClick={() => {
              if (agent !== undefined) panes.open({ kind: "agent", agent });
            }}
          >
            About it
          </Button>
        </Deeds>
      );
    case "review":
      return submission === undefined ? null : <ReviewAnswer submission={submission} />;
    case "conflict":
      return submission === undefined ? null : (
        <Deeds>
          <Button
            look="primary"
            onClick={() => {
              panes.open({ kind: "conflict", submission });
            }}
          >
            Lay out the conflict
          </Button>
          <Button disabled={isPast} onClick={() => void actions.giveConflict(submission, "resolver")}>
            Give it to a resolver
          </Button>
          <Button disabled={isPast} onClick={() => void actions.giveConflict(submission, "author")}>
            Back to its author
          </Button>
        </Deeds>
      );
    case "room":
      if (entry.consent !== undefined && project !== undefined) return <ConsentAnswer project={project} open={open} />;
      return submission === undefined ? null : (
        <Deeds>
          <Button look="primary" disabled={isPast} onClick={() => void actions.retrySubmission(submission)}>
            Try again
          </Button>
          {open}
          {project !== undefined && (
            <Button
              onClick={() => {
                ui.openDialog({ kind: "project-settings", project });
              }}
            >
              Settings of {project}…
            </Button>
          )}
        </Deeds>
      );
    case "decision":
      return submission === undefined ? null : (
        <Deeds>
          <Button look="primary" disabled={isPast} onClick={() => void actions.retrySubmission(submission)}>
            Try again
          </Button>
          {open}
        </Deeds>
      );
    case "sync":
      return (
        <Deeds>
          <Button
            look="primary"
            disabled={isPast}
            onClick={() =>
              project !== undefined &&
              void actions.attempt(`sync the ledger of ${project}`, "ledger.sync", { projects: [project] })
            }
          >
            Sync again
          </Button>
          <Button
            onClick={() => {
              panes.open({ kind: "ledger" });
            }}
          >
            Open the ledger
          </Button>
        </Deeds>
      );
    case "gate":
      return <GateAnswer entry={entry} open={open} />;
    case "gave-way":
      return <GaveWayAnswer entry={entry} open={open} />;
    case "queue":
      return (
        <Deeds>
          <Button
            look="primary"
            onClick={() => {
              panes.open({ kind: "queue" });
            }}
          >
            Open the merge queue
          </Button>
        </Deeds>
      );
    default:
      return <Deeds>{open}</Deeds>;
  }
}

/** A submission that waits because its target is checked out: one key allows it. */
function ConsentAnswer({ project, open }: { project: string; open: ReactNode }) {
  const { actions } = useServices();
  const [isBusy, setBusy] = useState(false);
  const allow = async () => {
    setBusy(true);
    await actions.allowLanding(project);
    setBusy(false);
  };
  return (
    <div className="flex flex-col gap-2">
      <QuickAnswers
        answers={[
          { key: "y", label: "Land on it there, now and later, whenever nothing is uncommitted", value: "allow" },
        ]}
        isBusy={isBusy}
        onAnswer={() => void allow()}
      />
      <Deeds>{open}</Deeds>
    </div>
  );
}

/** Items wait at a gate; one key opens it. */
function GateAnswer({ entry: { item }, open }: { entry: AttentionEntry; open: ReactNode }) {
  const { actions } = useServices();
  const [isBusy, setBusy] = useState(false);
  const answer = async () => {
    setBusy(true);
    if (item !== undefined) await actions.openGate(item);
    setBusy(false);
  };
  return (
    <div className="flex flex-col gap-2">
      <QuickAnswers
        answers={[{ key: "y", label: "Open it: what waits at it may begin", value: "open" }]}
        isBusy={isBusy}
        onAnswer={() => void answer()}
      />
      <Deeds>{open}</Deeds>
    </div>
  );
}

/** What one clone said stands; one key puts back what gave way, another leaves it. */
function GaveWayAnswer({ entry, open }: { entry: AttentionEntry; open: ReactNode }) {
  const { actions } = useServices();
  const [isBusy, setBusy] = useState(false);
  const { item, putBack } = entry;
  const answer = async (value: "put-back" | "leave") => {
    setBusy(true);
    if (value === "leave") await actions.putOff(entry, undefined);
    else if (item !== undefined && putBack !== undefined) await actions.putBack(item, putBack);
    setBusy(false);
  };
  return (
    <div className="flex flex-col gap-2">
      <QuickAnswers
        answers={[
          ...(putBack === undefined ? [] : [{ key: "y", label: "Put back what gave way", value: "put-back" } as const]),
          { key: "n", label: "Leave it as it is now", value: "leave" } as const,
        ]}
        isBusy={isBusy}
        onAnswer={(value) => void answer(value)}
      />
      <Deeds>{open}</Deeds>
    </div>
  );
}

const OPEN: Readonly<Partial<Record<AttentionEntry["kind"], string>>> = {
  parked: "Open its terminal",
  decision: "Show in the queue",
  room: "Show in the queue",
  convoy: "Show on the board",
  gate: "Show the gate",
  "gave-way": "Open the item",
  health: "Open health",
};

function Deeds({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>;
}
