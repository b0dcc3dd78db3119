import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import type { ItemStatus } from "../../../shared/model/item-words.ts";
import type { VocabularyWord, WordKind } from "../../../shared/model/vocabulary.ts";
import { STATUSES } from "../../lib/item-choices.ts";
import { useVocabulary } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";

const KINDS = [
  { value: "type", label: "Type" },
  { value: "status", label: "Status" },
  { value: "link", label: "Kind of link" },
] as const satisfies readonly { value: WordKind; label: string }[];
const STANDS_FOR = [...STATUSES, { value: "closed", label: "Closed" }] as const;

/** The words of a ledger's own: shown, added, and taken away where no item uses them. */
export function VocabularyEditor({ project }: { project: string | undefined }) {
  const { actions } = useServices();
  const queries = useQueryClient();
  const answer = useVocabulary(project);
  const id = useId();
  const [kind, setKind] = useState<WordKind>("type");
  const [name, setName] = useState("");
  const [of, setOf] = useState<ItemStatus>("in-progress");
  const ledger = project === undefined ? {} : { project };

  const change = async (
    tried: string,
    what: { add?: VocabularyWord[]; remove?: Pick<VocabularyWord, "kind" | "name">[] },
  ) => {
    const outcome = await actions.attempt(tried, "ledger.vocabulary.edit", { ...ledger, ...what });
    if (outcome.ok) queries.setQueryData(queryKeys.vocabulary(project), outcome.value);
    return outcome.ok;
  };
  const word = name.trim().toLowerCase().replaceAll(" ", "-");
  const add = async () => {
    const added = await change(`add the word ${word}`, {
      add: [{ kind, name: word, ...(kind === "status" ? { of } : {}) }],
    });
    if (added) setName("");
  };
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h4 id={id} className="text-xs font-medium text-ink-3">
        Words of its own
      </h4>
      {answer.data !== undefined && answer.data.own.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {answer.data.own.map((own) => (
            <li
              key={`${own.kind} ${own.name}`}
              title={own.description}
              className="flex h-6 items-center gap-1.5 rounded-sm border border-line-strong pl-2 text-xs text-ink-2"
            >
              {own.name}
              <span className="text-ink-3">
                {KINDS.find(({ value }) => value === own.kind)?.label.toLowerCase()}
                {own.of !== undefined && `, stands for ${own.of}`}
              </span>
              <IconButton
                label={`Take the word ${own.name} away`}
                icon={<X />}
                className="size-5 [&_svg]:size-3"
                onClick={() =>
                  void change(`take the word ${own.name} away`, { remove: [{ kind: own.kind, name: own.name }] })
                }
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (word !== "") void add();
        }}
      >
        <Select label="Sort of word" value={kind} options={KINDS} onChange={setKind} />
        <div className="w-52">
          <TextInput
            aria-label="New word"
            placeholder={kind === "type" ? "research" : kind === "status" ? "waiting-for-review" : "caused-by"}
            value={name}
            spellCheck={false}
            maxLength={40}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        </div>
        {kind === "status" && <Select label="Stands for" value={of} options={STANDS_FOR} onChange={setOf} />}
        <Button type="submit" disabled={word === ""}>
          <Plus className="size-3.5" /> Add word
        </Button>
      </form>
    </section>
  );
}
