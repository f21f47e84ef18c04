/*
 * A reader of brat standoff for the tests, after brat's description of the format: it knows nothing
 * of what writes it, and refuses what brat would.
 */

export interface BratMark {
  readonly type: string;
  /** In code points. */
  readonly fragments: readonly (readonly [start: number, end: number])[];
  readonly text: string;
}

export interface BratDocument {
  readonly marks: ReadonlyMap<string, BratMark>;
  readonly events: ReadonlyMap<string, { type: string; trigger: string; roles: string[][] }>;
  readonly relations: readonly { type: string; from: string; to: string }[];
  readonly attributes: readonly { name: string; of: string; value: string | null }[];
  readonly notes: ReadonlyMap<string, string>;
  readonly equivalences: readonly string[][];
}

/** @throws Error for whatever brat's format does not allow */
export function parseBrat(txt: string, ann: string): BratDocument {
  const characters = [...txt];
  const marks = new Map<string, BratMark>();
  const events = new Map<string, { type: string; trigger: string; roles: string[][] }>();
  const relations: { type: string; from: string; to: string }[] = [];
  const attributes: { name: string; of: string; value: string | null }[] = [];
  const notes = new Map<string, string>();
  const equivalences: string[][] = [];
  const seen = new Set<string>();

  const known = (id: string): string => {
    if (!marks.has(id) && !events.has(id)) throw new Error(`${id} is named before it stands`);
    return id;
  };
  const match = (pattern: RegExp, line: string): string[] => {
    const found = pattern.exec(line);
    if (found === null) throw new Error(`not brat's: ${JSON.stringify(line)}`);
    return found.slice(1) as string[];
  };

  for (const line of linesOf(ann)) {
    const id = line.slice(0, line.indexOf("\t"));
    if (id !== "*" && seen.has(id)) throw new Error(`${id} stands twice`);
    seen.add(id);
    switch (line[0]) {
      case "T": {
        const [type, places, text] = match(/^T\d+\t([\w-]+) ([\d ;]+)\t([^\t]*)$/, line);
        const fragments = places!.split(";").map((place) => {
          const [start, end] = match(/^(\d+) (\d+)$/, place).map(Number);
          if (start! >= end! || end! > characters.length) throw new Error(`no place: ${line}`);
          return [start!, end!] as const;
        });
        const words = fragments.map(([start, end]) => characters.slice(start, end).join(""));
        if (words.some((word) => word.includes("\n"))) throw new Error(`over a line end: ${line}`);
        if (words.join(" ") !== text) throw new Error(`other words stand there: ${line}`);
        marks.set(id, { type: type!, fragments, text: text! });
        break;
      }
      case "E": {
        const [type, trigger, rest] = match(/^E\d+\t([\w-]+):(T\d+)((?: \w+:[TE]\d+)*)$/, line);
        if (marks.get(trigger!)?.type !== type) throw new Error(`no trigger of its type: ${line}`);
        const roles = rest!
          .split(" ")
          .slice(1)
          .map((role) => role.split(":"));
        for (const [, part] of roles) known(part!);
        events.set(id, { type: type!, trigger: trigger!, roles });
        break;
      }
      case "R": {
        const [type, from, to] = match(/^R\d+\t([\w-]+) Arg1:([TE]\d+) Arg2:([TE]\d+)$/, line);
        relations.push({ type: type!, from: known(from!), to: known(to!) });
        break;
      }
      case "A": {
        const [name, of, value] = match(/^A\d+\t([\w-]+) ([TE]\d+)(?: ([\w-]+))?$/, line);
        attributes.push({ name: name!, of: known(of!), value: value ?? null });
        break;
      }
      case "#": {
        const [of, note] = match(/^#\d+\tAnnotatorNotes ([TE]\d+)\t([^\t]*)$/, line);
        notes.set(known(of!), note!);
        break;
      }
      case "*": {
        const [ids] = match(/^\*\tEquiv((?: T\d+){2,})$/, line);
        equivalences.push(ids!.slice(1).split(" ").map(known));
        break;
      }
      default:
        throw new Error(`no line of brat's: ${JSON.stringify(line)}`);
    }
  }
  return { marks, events, relations, attributes, notes, equivalences };
}

/** The lines of a file that ends in a line feed, or is empty. */
function linesOf(ann: string): string[] {
  if (ann === "") return [];
  // What Python's `splitlines` cuts at, besides the line feed.
  if (/[\r\v\f\u001c-\u001e\u0085\u2028\u2029]/.test(ann)) throw new Error("another line end");
  if (!ann.endsWith("\n")) throw new Error("the last line has no end");
  return ann.slice(0, -1).split("\n");
}
