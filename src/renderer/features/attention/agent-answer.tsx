import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { InputOf } from "../../../shared/contract/contract.ts";
import { readQuestion } from "../../lib/attention/screen-question.ts";
import { lastPart } from "../../lib/names.ts";
import { callOrThrow, useSessionStatus } from "../../lib/server-state/queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { ReplyField } from "./reply-field.tsx";
import { type QuickAnswer, QuickAnswers } from "../../lib/attention/quick-answers.tsx";

type Answer = InputOf<"agent.answer">["answer"];

/** A screen that waits stands still mostly; a person who reads it needs no film. */
const SCREEN_MS = 1_500;

/** What stands on the agent's screen, and the answers that it offers: chosen by digits, Y and N, or typed. */
export function AgentAnswer({ agent, isVisible }: { agent: string; isVisible: boolean }) {
  const { connection, actions, panes } = useServices();
  const since = useSessionStatus({ path: agent })?.since;
  const [isBusy, setBusy] = useState(false);
  const screen = useQuery({
    queryKey: queryKeys.screen(agent),
    queryFn: ({ signal }) => callOrThrow(connection, "agent.peek", { agent }, signal),
    refetchInterval: isVisible ? SCREEN_MS : false,
    retry: false,
    staleTime: 0,
  });
  const question = readQuestion(screen.data?.screen ?? "");
  const send = async (answer: Answer) => {
    setBusy(true);
    const isSent = await actions.answerAgent(agent, answer, since);
    setBusy(false);
    return isSent;
  };
  const answers: readonly QuickAnswer<Answer>[] =
    question.options.length > 0
      ? question.options.map(({ character, label }) => ({ key: character, label, value: { character } }))
      : question.isYesNo
        ? [
            { key: "y", label: "Yes", value: { line: "y" } },
            { key: "n", label: "No", value: { line: "n" } },
          ]
        : [];
  return (
    <section aria-label={`Answer ${lastPart(agent)}`} className="flex flex-col gap-3">
      <div
        data-testid="attention-screen"
        className="max-h-[min(20rem,30vh)] overflow-auto rounded-md border border-line bg-(--terminal)"
      >
        {screen.isError ? (
          <p className="p-3 text-xs text-ink-3">{screen.error.message}</p>
        ) : (
          <pre
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
            tabIndex={0}
            aria-label={`Screen of ${lastPart(agent)}`}
            className="text-selectable p-3 text-[11px] leading-[15px] text-ink-2"
          >
            {question.lines.join("\n")}
          </pre>
        )}
      </div>
      <QuickAnswers answers={answers} isBusy={isBusy} onAnswer={(answer) => void send(answer)} />
      <ReplyField label={`Say something to ${lastPart(agent)}`} isBusy={isBusy} onSend={(line) => send({ line })} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="s"
          onClick={() => {
            panes.open({ kind: "terminal", agent });
          }}
        >
          Open its terminal
        </Button>
        <Button size="s" look="ghost" disabled={isBusy} onClick={() => void send({ key: "enter" })}>
          Press Enter
        </Button>
        <Button size="s" look="ghost" disabled={isBusy} onClick={() => void send({ key: "escape" })}>
          Press Escape
        </Button>
      </div>
    </section>
  );
}
