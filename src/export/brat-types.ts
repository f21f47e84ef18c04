import plover from "../../data/plover.json" with { type: "json" };
import type { EntityKind } from "../document/index.ts";

export const ENTITY_TYPES: Readonly<Record<EntityKind | "unknown", string>> = {
  person: "Person",
  state: "State",
  organisation: "Organisation",
  group: "Group",
  place: "Place",
  document: "Document",
  outlet: "Outlet",
  unknown: "Entity",
};

/** PLOVER has no type for statements (CAMEO 01). */
const STATEMENT = "STATEMENT";

/** The type of an event's trigger. */
export function eventType(ploverType: string | null): string {
  return ploverType ?? STATEMENT;
}

/** `refers-to` as brat spells the types of relations: `RefersTo`. */
export function camelCase(words: string): string {
  return words.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const EVENT_TYPES = [
  STATEMENT,
  ...new Set(Object.values(plover.codes).map((entry) => entry.split(" ")[0]!)),
].toSorted();

const ARGUMENTS = "Source?:<ANY>, Target?:<ANY>, Place?:<ANY>, Time?:<ANY>";

/** The types that stand in the `.ann` files, as brat's own configuration lists them. */
export const ANNOTATION_CONF = `# Offsets in the .ann files count Unicode code points of the .txt files.
[entities]
Content
Source
Cue
OwnVoice
Occasion
Time
Participant
${Object.values(ENTITY_TYPES).join("\n")}

[relations]
SaidBy Arg1:Content, Arg2:Source
CuedBy Arg1:Content, Arg2:Cue
SourceIs Arg1:Content, Arg2:<ENTITY>
OnBehalfOf Arg1:Content, Arg2:<ENTITY>
AddressedTo Arg1:Content, Arg2:<ENTITY>
SaidAt Arg1:Content, Arg2:Occasion
Within Arg1:Content, Arg2:Content
AccordingTo Arg1:<EVENT>, Arg2:Content
${["answers", "refers-to", "same-event", "repeats", "disputes", "reported-through"]
  .map((type) => `${camelCase(type)} Arg1:<ANY>, Arg2:<ANY>`)
  .join("\n")}
<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]
${EVENT_TYPES.map((type) => `${type} ${ARGUMENTS}`).join("\n")}

[attributes]
Kind Arg:Content, Value:direct|mixed|indirect
SourceType Arg:Content, Value:named|unnamed|group|document|outlet|none
Act Arg:Content, Value:assert|deny|report|question|request|demand|criticise|accuse|complain|reject|threaten|warn|promise|praise|support|apologise
Status Arg:<EVENT>, Value:happened|announced|asked|denied|hypothetical
Unnamed Arg:<ENTITY>
`;
