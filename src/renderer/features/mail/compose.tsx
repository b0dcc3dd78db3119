import { useState } from "react";
import { MANAGER } from "../../../shared/model/identity.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { whoName } from "../../lib/names.ts";
import { Button } from "../../ui/button.tsx";
import { Field, TextArea, TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";

/** A new letter to an agent or the manager; whoever is at work is told at once. Answers the letter's id, or undefined. */
export function Compose({ onDone }: { onDone: (mail: string | undefined) => void }) {
  const { actions, ui } = useServices();
  const isPast = useIsPast();
  const agents = useOverview().data?.agents ?? [];
  const [to, setTo] = useState<string>(MANAGER);
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const [isBusy, setBusy] = useState(false);
  const isSendable = subject.trim() !== "" && !isBusy && !isPast;
  const others = agents.map(({ path }): string => path).filter((path) => path !== MANAGER);
  const recipients: readonly { readonly value: string; readonly label: string }[] = [
    { value: MANAGER, label: "Manager" },
    ...others.map((path) => ({ value: path, label: path })),
  ];
  const send = async () => {
    if (!isSendable) return;
    setBusy(true);
    const outcome = await actions.attempt("send the letter", "mail.send", { to, subject: subject.trim(), body });
    setBusy(false);
    if (!outcome.ok) return;
    ui.announce(`Sent to ${whoName(outcome.value.to)}`);
    onDone(outcome.value.id);
  };
  return (
    <form
      data-testid="compose"
      aria-label="New letter"
      className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="flex items-center gap-2 text-sm text-ink-3">
        To
        <Select label="To" value={to} options={recipients} onChange={setTo} />
      </div>
      <Field label="Subject">
        {(ids) => (
          <TextInput
            {...ids}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- one wants to write at once
            autoFocus
            value={subject}
            maxLength={480}
            onChange={(event) => {
              setSubject(event.target.value);
            }}
          />
        )}
      </Field>
      <Field label="Text">
        {(ids) => (
          <TextArea
            {...ids}
            value={body}
            rows={8}
            onChange={(event) => {
              setBody(event.target.value);
            }}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button
          look="ghost"
          onClick={() => {
            onDone(undefined);
          }}
        >
          Discard
        </Button>
        <Button look="primary" type="submit" disabled={!isSendable}>
          Send
        </Button>
      </div>
    </form>
  );
}
