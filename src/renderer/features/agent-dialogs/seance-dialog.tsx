import { LoaderCircle } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { CallFailure } from "../../lib/call-failure.ts";
import { lastPart } from "../../lib/names.ts";
import { useSessions } from "../../lib/server-state/agent-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState, FailureView } from "../../ui/state-views.tsx";
import { SeanceAnswer } from "./seance-answer.tsx";
import { sessionOption } from "./session-option.ts";

export type SeanceDialogProps = {
  readonly agent: string;
  /** The session that is asked at first. */
  readonly session: string | undefined;
  onClose(): void;
};

type Asked =
  | { readonly kind: "nothing" }
  | { readonly kind: "waiting"; readonly question: string }
  | { readonly kind: "answer"; readonly question: string; readonly value: OutputOf<"agent.seance"> }
  | { readonly kind: "failure"; readonly failure: CallFailure };

/** Asks a session that has ended what it knew. */
export function SeanceDialog({ agent, session, onClose }: SeanceDialogProps) {
  const { connection, ui } = useServices();
  const sessions = useSessions(agent);
  const [chosen, setChosen] = useState(session);
  const [question, setQuestion] = useState("");
  const [isSearchOnly, setSearchOnly] = useState(false);
  const [asked, setAsked] = useState<Asked>({ kind: "nothing" });
  const asking = useRef<AbortController>(undefined);
  useEffect(() => () => asking.current?.abort(), []);

  const ended = (sessions.data ?? []).filter(({ endedAt, can }) => endedAt !== undefined && can !== "none");
  const current = ended.find(({ id }) => id === chosen) ?? ended[0];
  const cannotAnswer = current?.can === "transcript";

  const ask = async () => {
    const text = question.trim();
    if (text === "" || current === undefined) return;
    asking.current = new AbortController();
    setAsked({ kind: "waiting", question: text });
    const input = { agent, session: current.id, ask: text, searchOnly: isSearchOnly || cannotAnswer };
    const outcome = await connection.client.call("agent.seance", input, asking.current.signal);
    if (outcome.ok) {
      setAsked({ kind: "answer", question: text, value: outcome.value });
      ui.announce("The answer is there");
    } else if (outcome.error.code === "cancelled") setAsked({ kind: "nothing" });
    else setAsked({ kind: "failure", failure: new CallFailure(outcome.error) });
  };

  return (
    <Dialog
      title={`Ask a predecessor of ${lastPart(agent)}`}
      description={
        cannotAnswer
          ? "What a session that has ended wrote down is searched for the words of your question."
          : "A session that has ended is opened again to answer, able to read and not to change anything."
      }
      onClose={onClose}
      width={620}
      testId="seance"
    >
      {sessions.data !== undefined && ended.length === 0 ? (
        <EmptyState title="Nobody to ask" className="h-auto">
          None of its sessions has ended and left something that can be asked.
        </EmptyState>
      ) : (
        <form
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-3">
            {ended.length > 0 && (
              <Field label="Session" hint={current?.reason}>
                {({ id }) => (
                  <Select
                    id={id}
                    label="Session"
                    value={current?.id ?? ""}
                    options={ended.map((one) => sessionOption(one, Date.now()))}
                    onChange={setChosen}
                  />
                )}
              </Field>
            )}
            <Field label="Question">
              {(ids) => (
                <TextArea
                  {...ids}
                  data-autofocus
                  className="min-h-16"
                  maxLength={8_000}
                  value={question}
                  placeholder="Why did you leave the cache out?"
                  onChange={(event) => {
                    setQuestion(event.target.value);
                  }}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    void ask();
                  }}
                />
              )}
            </Field>
            {!cannotAnswer && (
              <Checkbox
                label="Only search what it wrote down"
                hint="At once, and without spending tokens."
                isChecked={isSearchOnly}
                onChange={setSearchOnly}
              />
            )}
            {current?.can === "answers" && (
              <p className="text-xs text-ink-3">
                To talk with it at length:{" "}
                <code className="text-selectable text-2xs">{`drover seance ${agent} --session ${current.id}`}</code>
              </p>
            )}
            {asked.kind === "waiting" && (
              <p role="status" className="flex items-center gap-2 py-2 text-sm text-ink-3">
                <LoaderCircle className="turn size-4" aria-hidden="true" />
                {isSearchOnly || cannotAnswer ? "Searching its transcript" : "It wakes, reads and answers"}
              </p>
            )}
            {asked.kind === "failure" && <FailureView error={asked.failure} />}
            {asked.kind === "answer" && <SeanceAnswer question={asked.question} answer={asked.value} />}
          </div>
          <DialogActions>
            {asked.kind === "waiting" ? (
              <Button onClick={() => asking.current?.abort()}>Stop asking</Button>
            ) : (
              <Button look="primary" type="submit" disabled={question.trim() === "" || current === undefined}>
                {isSearchOnly || cannotAnswer ? "Search" : "Ask"}
              </Button>
            )}
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
