import type { Passage } from "../../../shared/contract/seance.ts";
import type { Session } from "../../../shared/model/agent.ts";
import type { TranscriptPlace, TranscriptReader } from "../runtime/index.ts";
import type { Remains, SeanceDeps } from "../seance/index.ts";

export interface RemainsDeps {
  transcriptReader(runtime: string): TranscriptReader | undefined;
  placeOf(session: Session): TranscriptPlace;
}

/** What is left of sessions: their transcripts. */
export function remainsIn(deps: RemainsDeps): SeanceDeps["remainsOf"] {
  return async (session): Promise<Remains> => {
    const reader = deps.transcriptReader(session.runtime);
    const place = deps.placeOf(session);
    const file = await reader?.find(place);
    const answers = { can: false, reason: `Sessions of ${session.runtime} cannot be gone on with.` } as const;
    if (reader === undefined || file === undefined) return { transcript: undefined, answers };
    return { transcript: turnsOf(reader, file, place), answers };
  };
}

/** Piece by piece, from its beginning to its end. */
async function* turnsOf(
  reader: TranscriptReader,
  file: string,
  place: TranscriptPlace,
): AsyncGenerator<readonly Passage[]> {
  let cursor: string | undefined;
  for (let more = true; more;) {
    const chunk = await reader.read(file, cursor, place);
    yield chunk.turns;
    ({ cursor, more } = chunk);
  }
}
