import { Copy } from "lucide-react";
import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Passage } from "../../../shared/contract/seance.ts";
import { duration } from "../../lib/age.ts";
import { Ago } from "../../lib/age-view.tsx";
import { Markdown } from "../../lib/markdown/markdown.tsx";
import { useServices } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";

const WHO: Readonly<Record<Passage["who"], string>> = { user: "It was told", agent: "It said", tool: "A tool showed" };

/** What a predecessor said, or what was found in what it wrote down. */
export function SeanceAnswer({ question, answer }: { question: string; answer: OutputOf<"agent.seance"> }) {
  const { toasts } = useServices();
  const text = answer.answer;
  return (
    <section aria-label="Answer" data-testid="seance-answer" className="flex flex-col gap-2 pb-1">
      <p className="text-selectable text-sm text-ink-3">“{question}”</p>
      {text !== undefined && (
        <div className="flex items-start gap-1 rounded-lg border border-line bg-sunken px-3.5 py-2.5">
          <Markdown text={text} className="min-w-0 flex-1" />
          <IconButton
            label="Copy the answer"
            icon={<Copy />}
            onClick={() => {
              navigator.clipboard.writeText(text).then(
                () => {
                  toasts.say("Copied the answer");
                },
                () => {
                  toasts.say("The browser does not let the page copy it.");
                },
              );
            }}
          />
        </div>
      )}
      {answer.reason !== undefined && <p className="text-xs text-ink-3">{answer.reason}</p>}
      {text === undefined && answer.passages.length === 0 && (
        <p className="text-sm text-ink-2">Nothing in what it wrote down fits the question.</p>
      )}
      {answer.passages.length > 0 && (
        <ol aria-label="Passages" className="flex flex-col gap-2">
          {answer.passages.map((passage) => (
            <PassageView key={`${passage.at} ${passage.text}`} passage={passage} />
          ))}
        </ol>
      )}
      <p className="text-2xs text-ink-3">
        {answer.runtime}, session {answer.session}, in {duration(answer.ms)}
      </p>
    </section>
  );
}

/** Lines of a passage that are shown at once; the rest is a press away. */
const FIRST_LINES = 3;

function PassageView({ passage }: { passage: Passage }) {
  const [isWhole, setWhole] = useState(false);
  const lines = passage.text.split("\n");
  const isLong = lines.length > FIRST_LINES;
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <p className="text-2xs text-ink-3">
        {WHO[passage.who]}, <Ago at={passage.at} />
      </p>
      <p className="text-selectable text-sm break-words whitespace-pre-wrap text-ink-2">
        {isLong && !isWhole ? lines.slice(0, FIRST_LINES).join("\n") : passage.text}
      </p>
      {isLong && (
        <Button
          size="s"
          look="ghost"
          className="-ml-2"
          aria-expanded={isWhole}
          onClick={() => {
            setWhole(!isWhole);
          }}
        >
          {isWhole ? "Less" : `${lines.length - FIRST_LINES} lines more`}
        </Button>
      )}
    </li>
  );
}
