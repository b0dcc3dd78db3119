import { QUEUE_SETTING_WORDS } from "../../../shared/model/queue-setting-words.ts";
import type { Project } from "../../../shared/model/project.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { QUEUE_NUMBERS, QUEUE_SWITCHES, type QueueDraft, queueProblem } from "./queue-draft.ts";

const MERGES = [
  { value: "when-green", label: "Drover, when it is green" },
  { value: "by-people", label: "People" },
] as const;

export type QueueFieldsProps = {
  readonly queue: QueueDraft;
  readonly landing: Project["landing"];
  onChange(part: Partial<QueueDraft>): void;
};

/** How the merge queue works: each setting with what it costs. */
export function QueueFields({ queue, landing, onChange }: QueueFieldsProps) {
  return (
    <fieldset className="col-span-2 grid grid-cols-2 gap-x-4 gap-y-3 border-y border-line py-3">
      <legend className="sr-only">Merge queue</legend>
      <h3 aria-hidden className="col-span-2 text-sm font-medium text-ink">
        Merge queue
      </h3>
      {QUEUE_NUMBERS.map((key) => {
        const { title, cost } = QUEUE_SETTING_WORDS[key];
        return (
          <Field key={key} label={title} hint={cost} error={queueProblem(key, queue[key])}>
            {(ids) => (
              <TextInput
                {...ids}
                inputMode="numeric"
                value={queue[key]}
                onChange={(event) => {
                  onChange({ [key]: event.target.value });
                }}
              />
            )}
          </Field>
        );
      })}
      {landing === "pull-request" && (
        <Field label={QUEUE_SETTING_WORDS.merge.title} hint={QUEUE_SETTING_WORDS.merge.cost}>
          {({ id }) => (
            <Select
              id={id}
              label={QUEUE_SETTING_WORDS.merge.title}
              value={queue.merge}
              options={MERGES}
              onChange={(merge) => {
                onChange({ merge });
              }}
            />
          )}
        </Field>
      )}
      <div className="col-span-2 flex flex-col gap-2">
        <Checkbox
          label={QUEUE_SETTING_WORDS.review.title}
          hint={QUEUE_SETTING_WORDS.review.cost}
          isChecked={queue.review === "required"}
          onChange={(isRequired) => {
            onChange({ review: isRequired ? "required" : "off" });
          }}
        />
        {QUEUE_SWITCHES.map((key) => (
          <Checkbox
            key={key}
            label={QUEUE_SETTING_WORDS[key].title}
            hint={QUEUE_SETTING_WORDS[key].cost}
            isChecked={queue[key]}
            onChange={(isOn) => {
              onChange({ [key]: isOn });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}
