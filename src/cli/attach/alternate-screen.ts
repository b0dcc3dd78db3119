const SWITCHES = /\u001b\[\?(?:1049|1047|47)([hl])/g;
const LONGEST = "\u001b[?1049h".length;

/**
 * Takes the program's switches between normal and alternate screen out of its output: the viewer shows all of it on the
 * alternate screen of the user's terminal, so that theirs is as it was after detaching. Entering clears the screen;
 * leaving asks for a fresh snapshot, since what was there before is known to the host alone.
 */
export function createScreenFilter(deps: { left(): void }): (chunk: string) => string {
  let kept = "";
  return (chunk) => {
    const text = kept + chunk;
    const open = text.lastIndexOf("\u001b");
    const cut = open >= 0 && text.length - open < LONGEST && isUnfinished(text.slice(open)) ? open : text.length;
    kept = text.slice(cut);
    return text.slice(0, cut).replace(SWITCHES, (_all, direction: string) => {
      if (direction === "l") deps.left();
      return "\u001b[2J\u001b[H";
    });
  };
}

function isUnfinished(tail: string): boolean {
  return ["\u001b[?1049h", "\u001b[?1047h", "\u001b[?47h"].some((whole) => whole.startsWith(tail));
}
